namespace Microsoft.Azure.Functions.Worker;

/// <summary>The trace context that the host hands over.</summary>
public abstract class TraceContext
{
    /// <summary>The id of the host's own span.</summary>
    public abstract string TraceParent { get; }

    /// <summary>The trace state that belongs to it.</summary>
    public abstract string TraceState { get; }
}
