namespace MeshFunctions.Tracing;

/// <summary>The trace context of one outgoing call.</summary>
/// <param name="Context">The ids and flags, in any format that the call is to carry.</param>
/// <param name="TraceState">The <c>tracestate</c>; null where there is none.</param>
internal readonly record struct OutboundTraceContext(TraceParent Context, string? TraceState)
{
    /// <summary>The <c>traceparent</c>, version 00.</summary>
    public string TraceParent => Context.ToString();
}
