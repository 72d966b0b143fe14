using System.Diagnostics;

namespace MeshFunctions.Tracing;

/// <summary>The trace context of one outgoing call, as text because spans hold their ids so.</summary>
/// <param name="TraceId">32 lower-case hex digits.</param>
/// <param name="SpanId">16 lower-case hex digits.</param>
/// <param name="Flags">The flags of a <c>traceparent</c>.</param>
/// <param name="TraceState">The <c>tracestate</c>; null where there is none.</param>
internal readonly record struct OutboundTraceContext(string TraceId, string SpanId, byte Flags, string? TraceState)
{
    /// <summary>The <c>traceparent</c>, version 00.</summary>
    public string TraceParent => Tracing.TraceParent.Format(TraceId, SpanId, Flags);

    public bool Sampled => (Flags & Tracing.TraceParent.Sampled) != 0;

    /// <summary>A span's own context, in W3C form; <paramref name="flags"/> adds to what the span knows.</summary>
    public static OutboundTraceContext Of(Activity activity, byte flags, string? traceState) => new(
        activity.TraceId.ToHexString(),
        activity.SpanId.ToHexString(),
        (byte)(flags | ((int)activity.ActivityTraceFlags & Tracing.TraceParent.Sampled)),
        traceState);

    public static OutboundTraceContext Of(ActivityContext context) =>
        new(context.TraceId.ToHexString(), context.SpanId.ToHexString(), (byte)((int)context.TraceFlags & Tracing.TraceParent.Sampled), context.TraceState);

    public static OutboundTraceContext Of(TraceParent context) => new(context.TraceIdText, context.SpanIdText, context.Flags, TraceState: null);
}
