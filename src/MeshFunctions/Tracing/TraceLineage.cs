using System.Diagnostics;

namespace MeshFunctions.Tracing;

/// <summary>The trace identifiers of one invocation, with or without a listener for activities. Immutable.</summary>
public sealed class TraceLineage
{
    private readonly TraceParent _context;
    private string? _traceId;
    private string? _parentId;

    internal TraceLineage(string traceId, byte flags, string requestId)
        : this(HexDigits.TryRead(traceId, out var high, out var low) ? new TraceParent(high, low, Span: 0, flags) : default, requestId) =>
        _traceId = traceId;

    internal TraceLineage(TraceParent context, string requestId)
    {
        _context = context;
        RequestId = requestId;
    }

    private TraceLineage(TraceLineage original, TraceParent context)
        : this(context, original.RequestId)
    {
        Origin = original.Origin;
        TraceState = original.TraceState;
        Links = original.Links;
        Restarted = original.Restarted;
        Correlation = original.Correlation;
        Baggage = original.Baggage;
        Host = original.Host;
        Batch = original.Batch;
    }

    /// <summary>The trace that this invocation, and every call it makes, belongs to: 32 lower-case hex digits, never all zero.</summary>
    public string TraceId => _traceId ??= _context.TraceIdText;

    /// <summary>
    /// The parent id in the header as it arrived (made here where the format names a trace without one), 16 lower-case hex digits; null where
    /// <see cref="Origin"/> is <see cref="TraceOrigin.New"/>.
    /// </summary>
    public string? ParentId => Origin == TraceOrigin.New ? null : _parentId ??= _context.SpanIdText;

    /// <summary>Where the identifiers come from.</summary>
    public TraceOrigin Origin { get; internal init; }

    /// <summary>Whether the trace is sampled as far as this invocation knows.</summary>
    public bool Sampled => (_context.Flags & TraceParent.Sampled) != 0;

    /// <summary>The other vendors' state that travels with the trace (W3C Trace Context §3.3), valid and at most 512 characters; null where there is none.</summary>
    public string? TraceState { get; internal init; }

    /// <summary>The id under which proxies log this request: that of the proven hop, else made here. 1 to 128 characters that are safe in any log.</summary>
    public string RequestId { get; }

    /// <summary>Contexts that this trace is linked to and does not continue: that of a sender who proved nothing, those of a batch's messages (128 at most).</summary>
    public IReadOnlyList<ActivityContext> Links { get; internal init; } = [];

    /// <summary>Whether the trace starts anew here although the host's own span belongs to another one, which <see cref="Links"/> names.</summary>
    public bool Restarted { get; internal init; }

    /// <summary>Further ids of the request, for logs and spans only; null where the proven hop sent none.</summary>
    internal CorrelationIds? Correlation { get; init; }

    /// <summary>
    /// The W3C baggage that a proven hop sent, as far as <c>MeshFunctions:Tracing:Baggage</c> names its keys; in the order of the header, in which a key may
    /// occur again. Empty for other triggers than HTTP. It says what somebody upstream wrote down, never who calls: access must not depend on it.
    /// </summary>
    public IReadOnlyList<BaggageMember> Baggage { get; internal init; } = [];

    /// <summary>The host's own context where the invocation is linked to messages; else the default value.</summary>
    internal ActivityContext Host { get; private init; }

    /// <summary>The batch of messages that the invocation got; null where it got none, or a single one.</summary>
    internal MessageBatch? Batch { get; private init; }

    /// <summary>The context that arrived, to hang a span on; the default value where none did.</summary>
    internal ActivityContext ArrivedContext => ParentId is null
        ? default
        : new ActivityContext(
            ActivityTraceId.CreateFromString(TraceId),
            ActivitySpanId.CreateFromString(ParentId),
            Sampled ? ActivityTraceFlags.Recorded : ActivityTraceFlags.None,
            TraceState,
            isRemote: true);

    /// <summary>The context of the next call: with the id of <paramref name="current"/> where that belongs to this trace, else with a new span id.</summary>
    internal OutboundTraceContext NextHop(Activity? current)
    {
        var random = (byte)(_context.Flags & TraceParent.RandomTraceId);
        return current is { IdFormat: ActivityIdFormat.W3C } && string.Equals(current.TraceId.ToHexString(), TraceId, StringComparison.Ordinal)
            ? OutboundTraceContext.Of(current, random, TraceState)
            : new OutboundTraceContext(TraceId, ActivitySpanId.CreateRandom().ToHexString(), _context.Flags, TraceState);
    }

    /// <summary>This lineage, restarted or linked, under the span that was made for it.</summary>
    internal TraceLineage Under(Activity span) => new(this, TraceParent.Of(span, TraceParent.RandomTraceId));

    /// <summary>This lineage with the baggage that is let in.</summary>
    internal TraceLineage Carrying(IReadOnlyList<BaggageMember> baggage) =>
        baggage.Count == 0 ? this : new TraceLineage(this, _context) { Baggage = baggage };

    /// <summary>Whether the context is this lineage's parent, or linked already.</summary>
    internal bool Knows(ActivityContext context) =>
        (string.Equals(context.TraceId.ToHexString(), TraceId, StringComparison.Ordinal) && string.Equals(context.SpanId.ToHexString(), ParentId, StringComparison.Ordinal))
        || Links.Any(link => link.TraceId == context.TraceId && link.SpanId == context.SpanId);

    /// <summary>This lineage, linked to what messages brought.</summary>
    internal TraceLineage Linked(IReadOnlyList<ActivityContext> links, TraceParent? host, MessageBatch? batch = null) => new(this, _context)
    {
        Links = links,
        Host = host?.ToActivityContext() ?? default,
        Batch = batch,
    };
}
