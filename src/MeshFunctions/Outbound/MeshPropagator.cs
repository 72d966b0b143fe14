using System.Collections.Immutable;
using System.Diagnostics;
using MeshFunctions.Headers;
using MeshFunctions.Tracing;

namespace MeshFunctions.Outbound;

/// <summary>
/// Writes the trace of the current invocation into outbound requests, in the client's formats, and removes every trace header that it did not write. Unlike the runtime's own
/// propagator it adds no baggage but what the client's list names, and nothing at all for a host that is not listed.
/// </summary>
internal sealed class MeshPropagator(LineageAccessor lineage, HostList hosts, ImmutableArray<TraceFormat> formats, BaggageNames baggage)
    : DistributedContextPropagator
{
    private static readonly string[] TraceFields =
    [
        MeshHeaderNames.TraceParent, MeshHeaderNames.TraceState, MeshHeaderNames.Baggage, MeshHeaderNames.LegacyRequestId, "Correlation-Context",
        MeshHeaderNames.B3, MeshHeaderNames.B3TraceId, MeshHeaderNames.B3SpanId, MeshHeaderNames.B3ParentSpanId, MeshHeaderNames.B3Sampled,
        MeshHeaderNames.B3Flags, MeshHeaderNames.AmazonTraceId,
    ];

    // Proofs of the hop in front of this app are nobody else's, however they came into the request.
    private static readonly string[] Proofs = [MeshHeaderNames.HopKey, MeshHeaderNames.HopAssertion];

    private static readonly HttpRequestOptionsKey<string> OwnRequestId = new("MeshFunctions.Outbound.RequestId");

    public override IReadOnlyCollection<string> Fields => TraceFields;

    // Called by SocketsHttpHandler with the span of the call, where there is one. Its setter keeps what is there already, so it is not used.
    public override void Inject(Activity? activity, object? carrier, PropagatorSetterCallback? setter)
    {
        if (carrier is HttpRequestMessage request)
        {
            Write(request, activity);
        }
    }

    public override void ExtractTraceIdAndState(object? carrier, PropagatorGetterCallback? getter, out string? traceId, out string? traceState) =>
        (traceId, traceState) = (null, null);

    public override IEnumerable<KeyValuePair<string, string?>>? ExtractBaggage(object? carrier, PropagatorGetterCallback? getter) => null;

    public void Write(HttpRequestMessage request, Activity? activity)
    {
        var headers = request.Headers;
        foreach (var field in TraceFields)
        {
            RequestFields.Remove(request, field);
        }

        foreach (var proof in Proofs)
        {
            RequestFields.Remove(request, proof);
        }

        RemoveOwnRequestId(request);
        if (!hosts.Contains(request.RequestUri) || Next(activity) is not { } next)
        {
            return;
        }

        foreach (var format in formats)
        {
            TraceHeaderWriter.Write(format, next, headers, static (target, name, value) => target.TryAddWithoutValidation(name, value));
        }

        if (BaggageWriter.Write(lineage.Current?.Baggage ?? [], activity, baggage) is { } members)
        {
            headers.TryAddWithoutValidation(MeshHeaderNames.Baggage, members);
        }

        if (lineage.Current is { } current && !headers.NonValidated.Contains(MeshHeaderNames.RequestId))
        {
            headers.TryAddWithoutValidation(MeshHeaderNames.RequestId, current.RequestId);
            request.Options.Set(OwnRequestId, current.RequestId);
        }
    }

    // The function's own request id stays; ours must not go along when the message is sent again, perhaps elsewhere.
    private static void RemoveOwnRequestId(HttpRequestMessage request)
    {
        if (request.Options.TryGetValue(OwnRequestId, out var own)
            && request.Headers.NonValidated.TryGetValues(MeshHeaderNames.RequestId, out var values)
            && values.Count == 1
            && string.Equals(values.ToString(), own, StringComparison.Ordinal))
        {
            request.Headers.Remove(MeshHeaderNames.RequestId);
        }
    }

    // The lineage is the truth; an activity by itself counts only outside of an invocation.
    private OutboundTraceContext? Next(Activity? activity) => lineage.Current is { } current
        ? current.NextHop(activity)
        : activity is { IdFormat: ActivityIdFormat.W3C } ? OutboundTraceContext.Of(activity, flags: 0, activity.TraceStateString) : null;
}
