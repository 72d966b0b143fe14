namespace Microsoft.Azure.Functions.Worker;

/// <summary>An input value of an invocation.</summary>
/// <typeparam name="T">Its type.</typeparam>
public abstract class InputBindingData<T>
{
    /// <summary>The binding.</summary>
    public abstract BindingMetadata BindingMetadata { get; }

    /// <summary>The value.</summary>
    public abstract T? Value { get; set; }
}
