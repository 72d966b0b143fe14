using MeshFunctions.Diagnostics;
using MeshFunctions.Headers;

namespace MeshFunctions.Tracing;

/// <summary>Reads a request's trace contexts by the order of the formats. Ids of two formats are never mixed; what is malformed is counted and dropped.</summary>
internal sealed class ContextReader(TraceFormat[] formats, MeshMeters meters)
{
    public ArrivedContexts Read(RequestHeaders headers)
    {
        TraceParent? parent = null;
        var origin = TraceOrigin.New;
        List<TraceParent>? others = null;
        bool? decision = null;
        var brokenTraceParent = false;
        foreach (var format in formats)
        {
            if (!TryRead(format, headers, out var reading))
            {
                meters.TraceRefused(Reason(format));
                brokenTraceParent |= format == TraceFormat.W3C;
            }
            else if (reading.Parent is not { } context)
            {
                decision ??= reading.Decision;
            }
            else if (parent is not { } first)
            {
                parent = context;
                origin = Origin(format);
            }
            else if (!context.IsSameTrace(first) && others?.Exists(context.IsSameTrace) != true)
            {
                (others ??= []).Add(context);
            }
        }

        return new ArrivedContexts(parent, origin, others, decision, brokenTraceParent);
    }

    /// <summary>Whether there is such a header that is not empty.</summary>
    public static bool Has(RequestHeaders headers, MeshHeader header) =>
        headers.Trace(header) is { } value ? !string.IsNullOrWhiteSpace(value) : headers.IsTraceRepeated(header);

    /// <summary>False where the format's headers are there and malformed.</summary>
    private static bool TryRead(TraceFormat format, RequestHeaders headers, out TraceReading reading)
    {
        reading = default;
        switch (format)
        {
            case TraceFormat.W3C when Has(headers, MeshHeader.TraceParent):
                return IsRead(TraceParent.TryParse(headers.Trace(MeshHeader.TraceParent), out var w3c), w3c, ref reading);
            case TraceFormat.B3 when First(headers, MeshHeader.B3) is { IsEmpty: false } b3:
                return B3Single.TryParse(b3, out reading);
            case TraceFormat.B3Multi:
                return B3Multi.TryParse(
                    First(headers, MeshHeader.B3TraceId),
                    First(headers, MeshHeader.B3SpanId),
                    First(headers, MeshHeader.B3Sampled),
                    First(headers, MeshHeader.B3Flags),
                    out reading);
            case TraceFormat.XRay when Has(headers, MeshHeader.AmazonTraceId):
                return IsRead(XRayHeader.TryParse(headers.Trace(MeshHeader.AmazonTraceId), out var xray), xray, ref reading);
            case TraceFormat.RequestId when Has(headers, MeshHeader.LegacyRequestId):
                return LegacyRequestId.TryParse(headers.Trace(MeshHeader.LegacyRequestId), out reading);
            default:
                return true;
        }
    }

    private static bool IsRead(bool valid, TraceParent parent, ref TraceReading reading)
    {
        if (valid)
        {
            reading = new TraceReading(parent, Decision: null);
        }

        return valid;
    }

    /// <summary>The first value of a B3 header, which counts where there are several.</summary>
    private static ReadOnlySpan<char> First(RequestHeaders headers, MeshHeader header)
    {
        var values = headers.Trace(header).AsSpan();
        var comma = values.IndexOf(',');
        return (comma < 0 ? values : values[..comma]).Trim(" \t");
    }

    private static TraceOrigin Origin(TraceFormat format) => format switch
    {
        TraceFormat.W3C => TraceOrigin.W3C,
        TraceFormat.B3 or TraceFormat.B3Multi => TraceOrigin.B3,
        TraceFormat.XRay => TraceOrigin.XRay,
        _ => TraceOrigin.RequestId,
    };

    private static string Reason(TraceFormat format) => format switch
    {
        TraceFormat.W3C => "traceparent",
        TraceFormat.B3 or TraceFormat.B3Multi => "b3",
        TraceFormat.XRay => "xray",
        _ => "legacy_request_id",
    };
}
