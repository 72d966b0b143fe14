namespace Microsoft.Azure.Functions.Worker;

/// <summary>What a function returned.</summary>
/// <typeparam name="T">The type as which it is read.</typeparam>
public abstract class InvocationResult<T>
{
    /// <summary>The result; can be replaced.</summary>
    public abstract T? Value { get; set; }
}
