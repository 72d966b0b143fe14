namespace Microsoft.Azure.Functions.Worker;

/// <summary>The binding data of an invocation.</summary>
public abstract class BindingContext
{
    /// <summary>The trigger's data by name; the values are JSON text.</summary>
    public abstract IReadOnlyDictionary<string, object?> BindingData { get; }
}
