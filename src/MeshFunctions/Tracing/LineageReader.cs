using System.Diagnostics;
using MeshFunctions.Diagnostics;
using MeshFunctions.Headers;
using MeshFunctions.Trust;

namespace MeshFunctions.Tracing;

/// <summary>Decides which trace an invocation belongs to. Malformed trace data never fails a request; it is counted and dropped.</summary>
internal sealed class LineageReader(TracingOptions options, MeshMeters meters)
{
    /// <summary>Reads the lineage of an HTTP request.</summary>
    /// <param name="headers">The request's headers.</param>
    /// <param name="trust">The hop; its word is what makes a context ours.</param>
    /// <param name="hostTraceParent">The host's own context (<c>TraceContext.TraceParent</c>), which need not be in W3C form and may be empty.</param>
    public TraceLineage Read(RequestHeaders headers, HopTrust trust, string? hostTraceParent)
    {
        ArgumentNullException.ThrowIfNull(headers);
        var proven = trust is HopTrust.Proven;
        var requestId = ReadRequestId(headers, proven);
        var brought = TryReadTraceParent(headers, out var arrived);
        TraceParent? host = TraceParent.TryParse(hostTraceParent, out var parsed) ? parsed : null;
        if (!proven && options.RestartUntrusted)
        {
            // The host may have taken its own trace from either header, so that neither is left to a stranger.
            return brought || Has(headers, MeshHeader.LegacyRequestId) ? Restart(arrived ?? host, requestId) : Continue(host, requestId);
        }

        if (arrived is not { } parent)
        {
            return brought ? Restart(host, requestId) : Continue(host, requestId);
        }

        return new TraceLineage(parent.TraceId.ToHexString(), parent.Flags, requestId)
        {
            Origin = TraceOrigin.W3C,
            ParentId = parent.SpanId.ToHexString(),
            TraceState = ReadTraceState(headers),
        };
    }

    /// <summary>The lineage of an invocation by another trigger: that of the host's own context, under a request id of its own.</summary>
    public static TraceLineage ReadNonHttp(string? hostTraceParent) =>
        Continue(TraceParent.TryParse(hostTraceParent, out var host) ? host : null, RequestIdentifier.Create());

    private static TraceLineage Continue(TraceParent? host, string requestId)
    {
        if (host is { } known)
        {
            return new TraceLineage(known.TraceId.ToHexString(), known.Flags, requestId);
        }

        return Activity.Current is { IdFormat: ActivityIdFormat.W3C } current
            ? new TraceLineage(
                current.TraceId.ToHexString(), (byte)(TraceParent.RandomTraceId | ((int)current.ActivityTraceFlags & TraceParent.Sampled)), requestId)
            : new TraceLineage(ActivityTraceId.CreateRandom().ToHexString(), TraceParent.RandomTraceId, requestId);
    }

    private static TraceLineage Restart(TraceParent? linked, string requestId) =>
        new(ActivityTraceId.CreateRandom().ToHexString(), TraceParent.RandomTraceId, requestId)
        {
            Restarted = true,
            Links = linked is { } context
                ? [new ActivityContext(context.TraceId, context.SpanId, (ActivityTraceFlags)(context.Flags & TraceParent.Sampled), isRemote: true)]
                : [],
        };

    private static bool Has(RequestHeaders headers, MeshHeader header) =>
        headers.IsTraceRepeated(header) || !string.IsNullOrWhiteSpace(headers.Trace(header));

    /// <summary>Whether there is a header that is not empty; <paramref name="arrived"/> is what it says where it is valid.</summary>
    private bool TryReadTraceParent(RequestHeaders headers, out TraceParent? arrived)
    {
        arrived = null;
        if (!Has(headers, MeshHeader.TraceParent))
        {
            return false;
        }

        if (TraceParent.TryParse(headers.Trace(MeshHeader.TraceParent), out var parent))
        {
            arrived = parent;
        }
        else
        {
            meters.TraceRefused("traceparent");
        }

        return true;
    }

    private string? ReadTraceState(RequestHeaders headers)
    {
        if (!Has(headers, MeshHeader.TraceState))
        {
            return null;
        }

        if (TraceState.TryParse(headers.Trace(MeshHeader.TraceState), out var state))
        {
            return state.Length > 0 ? state : null;
        }

        meters.TraceRefused("tracestate");
        return null;
    }

    private string ReadRequestId(RequestHeaders headers, bool proven)
    {
        if (!Has(headers, MeshHeader.RequestId))
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
