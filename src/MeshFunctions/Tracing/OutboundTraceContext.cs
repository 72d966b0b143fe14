namespace MeshFunctions.Tracing;

/// <summary>The trace headers of one outgoing call.</summary>
/// <param name="TraceParent">The <c>traceparent</c>, version 00.</param>
/// <param name="TraceState">The <c>tracestate</c>; null where there is none.</param>
internal readonly record struct OutboundTraceContext(string TraceParent, string? TraceState);
