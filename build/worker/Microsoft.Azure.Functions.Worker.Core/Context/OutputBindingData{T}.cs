namespace Microsoft.Azure.Functions.Worker;

/// <summary>An output value of an invocation.</summary>
/// <typeparam name="T">Its type.</typeparam>
public abstract class OutputBindingData<T>
{
    /// <summary>The binding's type, for example <c>http</c>.</summary>
    public abstract string BindingType { get; }

    /// <summary>The property's name, or <c>$return</c>.</summary>
    public abstract string Name { get; }

    /// <summary>The value.</summary>
    public abstract T? Value { get; set; }
}
