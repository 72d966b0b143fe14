using System.Diagnostics;
using MeshFunctions.Diagnostics;
using MeshFunctions.Headers;
using MeshFunctions.Tracing.Triggers;
using MeshFunctions.Trust;

namespace MeshFunctions.Tracing;

/// <summary>Decides which trace an invocation belongs to. Malformed trace data never fails a request; it is counted and dropped.</summary>
internal sealed class LineageReader(TracingOptions options, MeshMeters meters)
{
    private readonly ContextReader _contexts = new(TraceFormats.ToRead(options.Formats), meters);
    private readonly BaggageReader _baggage = new(options.Baggage, meters);

    /// <summary>Reads the lineage of an HTTP request.</summary>
    /// <param name="headers">The request's headers.</param>
    /// <param name="trust">The hop; its word is what makes a context ours.</param>
    /// <param name="hostTraceParent">The host's own context (<c>TraceContext.TraceParent</c>), which need not be in W3C form and may be empty.</param>
    public TraceLineage Read(RequestHeaders headers, HopTrust trust, string? hostTraceParent)
    {
        ArgumentNullException.ThrowIfNull(headers);
        var lineage = ReadContext(headers, trust, hostTraceParent);
        return WithEvent(lineage, headers, hostTraceParent).Carrying(_baggage.Read(headers, trust));
    }

    /// <summary>A CloudEvent in binary mode names where it began; the request itself, where it was sent last. The former is a link.</summary>
    private TraceLineage WithEvent(TraceLineage lineage, RequestHeaders headers, string? hostTraceParent)
    {
        if (!ContextReader.Has(headers, MeshHeader.EventTraceParent))
        {
            return lineage;
        }

        if (CloudEvent.TryReadHeaders(headers, out var link))
        {
            TraceParent? host = TraceParent.TryParse(hostTraceParent, out var known) ? known : null;
            return lineage.Knows(link) ? lineage : lineage.Linked([.. lineage.Links, link], host);
        }

        meters.TraceRefused("event");
        return lineage;
    }

    private TraceLineage ReadContext(RequestHeaders headers, HopTrust trust, string? hostTraceParent)
    {
        var proven = trust is HopTrust.Proven;
        var requestId = ReadRequestId(headers, proven);
        var correlation = proven ? CorrelationReader.Read(headers) : null;
        var arrived = _contexts.Read(headers);
        TraceParent? host = TraceParent.TryParse(hostTraceParent, out var parsed) ? parsed : null;
        if (!proven && options.RestartUntrusted)
        {
            // The host may have taken its own trace from either header, listed or not and valid or not, so that neither is left to a stranger.
            return arrived.Parent is not null || ContextReader.Has(headers, MeshHeader.TraceParent) || ContextReader.Has(headers, MeshHeader.LegacyRequestId)
                ? Restart(arrived, host, requestId, correlation)
                : Continue(host, decision: null, requestId, correlation);
        }

        if (arrived.Parent is not { } parent)
        {
            return arrived.BrokenTraceParent
                ? Restart(arrived, host, requestId, correlation)
                : Continue(host, arrived.Decision, requestId, correlation);
        }

        return new TraceLineage(parent, requestId)
        {
            Origin = arrived.Origin,
            TraceState = arrived.Origin == TraceOrigin.W3C ? ReadTraceState(headers) : null,
            Links = arrived.Others is { } others ? [.. others.Select(static other => other.ToActivityContext())] : [],
            Correlation = correlation,
        };
    }

    /// <summary>The lineage of an invocation by another trigger: that of the host's own context, under a request id of its own.</summary>
    public static TraceLineage ReadNonHttp(string? hostTraceParent) =>
        Continue(TraceParent.TryParse(hostTraceParent, out var host) ? host : null, decision: null, RequestIdentifier.Create(), correlation: null);

    private static TraceLineage Continue(TraceParent? host, bool? decision, string requestId, CorrelationIds? correlation)
    {
        var context = host
            ?? (Activity.Current is { IdFormat: ActivityIdFormat.W3C } current
                ? TraceParent.Of(current, TraceParent.RandomTraceId)
                : TraceParent.CreateRandom());
        var flags = decision switch
        {
            true => context.Flags | TraceParent.Sampled,
            false => context.Flags & ~TraceParent.Sampled,
            null => context.Flags,
        };
        return new TraceLineage(context with { Flags = (byte)flags }, requestId) { Correlation = correlation };
    }

    /// <summary>A new trace, linked to all that arrived and to the host's own where that is yet another.</summary>
    private static TraceLineage Restart(ArrivedContexts arrived, TraceParent? host, string requestId, CorrelationIds? correlation)
    {
        List<ActivityContext> links = [];
        if (arrived.Parent is { } parent)
        {
            links.Add(parent.ToActivityContext());
        }

        foreach (var other in arrived.Others ?? [])
        {
            links.Add(other.ToActivityContext());
        }

        if (host is { } own && !links.Exists(link => link.TraceId == own.TraceId))
        {
            links.Add(own.ToActivityContext());
        }

        return new TraceLineage(TraceParent.CreateRandom(), requestId) { Restarted = true, Links = links, Correlation = correlation };
    }

    private string? ReadTraceState(RequestHeaders headers)
    {
        if (headers.Trace(MeshHeader.TraceState) is not { } arrived || string.IsNullOrWhiteSpace(arrived))
        {
            return null;
        }

        if (TraceState.TryParse(arrived, out var state))
        {
            return state.Length > 0 ? state : null;
        }

        meters.TraceRefused("tracestate");
        return null;
    }

    private string ReadRequestId(RequestHeaders headers, bool proven)
    {
        if (!ContextReader.Has(headers, MeshHeader.RequestId))
        {
            return RequestIdentifier.Create();
        }

        if (headers.Trace(MeshHeader.RequestId) is { } arrived && RequestIdentifier.IsValid(arrived))
        {
            return proven ? arrived : RequestIdentifier.Create();
        }

        meters.TraceRefused("request_id");
        return RequestIdentifier.Create();
    }
}
