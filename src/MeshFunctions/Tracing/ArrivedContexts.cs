namespace MeshFunctions.Tracing;

/// <summary>What a request brought, over all formats that are read.</summary>
/// <param name="Parent">The context of the first format that is valid; null where none is.</param>
/// <param name="Origin">The format of <paramref name="Parent"/>.</param>
/// <param name="Others">Contexts of further formats that name other traces than it and each other; null where there are none.</param>
/// <param name="Decision">A sampling decision that came without a context.</param>
/// <param name="BrokenTraceParent">Whether there is a <c>traceparent</c> that is invalid, which restarts the trace (W3C Trace Context Level 2 §4.3).</param>
internal readonly record struct ArrivedContexts(
    TraceParent? Parent, TraceOrigin Origin, IReadOnlyList<TraceParent>? Others, bool? Decision, bool BrokenTraceParent);
