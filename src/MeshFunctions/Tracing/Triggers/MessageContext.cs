using System.Diagnostics;

namespace MeshFunctions.Tracing.Triggers;

/// <summary>The trace context that a message brought.</summary>
/// <param name="Parent">Its context.</param>
/// <param name="State">Its <c>tracestate</c>; null where there is none.</param>
internal readonly record struct MessageContext(TraceParent Parent, string? State)
{
    /// <summary>The context, to link to.</summary>
    public ActivityContext ToLink() => new(Parent.TraceId, Parent.SpanId, (ActivityTraceFlags)(Parent.Flags & TraceParent.Sampled), State, isRemote: true);
}
