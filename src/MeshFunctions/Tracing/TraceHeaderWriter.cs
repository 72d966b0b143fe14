using MeshFunctions.Headers;

namespace MeshFunctions.Tracing;

/// <summary>Writes a context in the headers of a format.</summary>
internal static class TraceHeaderWriter
{
    /// <summary>Hands name and value of each header to <paramref name="set"/>. Formats that are only read write nothing.</summary>
    public static void Write<TCarrier>(TraceFormat format, OutboundTraceContext next, TCarrier carrier, Action<TCarrier, string, string> set)
    {
        switch (format)
        {
            case TraceFormat.W3C:
                set(carrier, MeshHeaderNames.TraceParent, next.TraceParent);
                if (!string.IsNullOrEmpty(next.TraceState))
                {
                    set(carrier, MeshHeaderNames.TraceState, next.TraceState);
                }

                break;
            case TraceFormat.B3:
                set(carrier, MeshHeaderNames.B3, B3Single.Format(next));
                break;
            case TraceFormat.B3Multi:
                set(carrier, MeshHeaderNames.B3TraceId, next.TraceId);
                set(carrier, MeshHeaderNames.B3SpanId, next.SpanId);
                set(carrier, MeshHeaderNames.B3Sampled, next.Sampled ? "1" : "0");
                break;
            case TraceFormat.XRay:
                set(carrier, MeshHeaderNames.AmazonTraceId, XRayHeader.Format(next));
                break;
        }
    }
}
