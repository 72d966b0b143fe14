namespace Microsoft.Azure.Functions.Worker;

/// <summary>What identifies an invocation.</summary>
public abstract class FunctionInvocation
{
    /// <summary>The invocation's id.</summary>
    public abstract string Id { get; }

    /// <summary>The function's id.</summary>
    public abstract string FunctionId { get; }

    /// <summary>The trace context of the host.</summary>
    public abstract TraceContext TraceContext { get; }
}
