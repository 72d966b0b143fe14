namespace MeshFunctions.Tracing;

/// <summary>What the headers of one format say: a context, a sampling decision alone (by which the trace starts here), or nothing.</summary>
/// <param name="Parent">The context, sampled if the sender says so; null where there is none.</param>
/// <param name="Decision">The sender's decision; null where it leaves that to the receiver, or the format has its own flag in the context.</param>
internal readonly record struct TraceReading(TraceParent? Parent, bool? Decision);
