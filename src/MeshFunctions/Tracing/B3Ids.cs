namespace MeshFunctions.Tracing;

/// <summary>The ids of B3 (openzipkin/b3-propagation), which both of its forms share.</summary>
internal static class B3Ids
{
    /// <summary>
    /// Reads the two ids, of either case because older senders write upper case. A trace id of 64 bits is the right half of one of 128 (§Overall Process,
    /// "TraceId"); neither id may be zero.
    /// </summary>
    public static bool TryRead(ReadOnlySpan<char> traceId, ReadOnlySpan<char> spanId, bool sampled, out TraceParent parent)
    {
        parent = default;
        ulong high = 0;
        var read = traceId.Length == HexDigits.TraceLength
            ? HexDigits.TryRead(traceId, out high, out var low)
            : HexDigits.TryRead(traceId, out low);
        if (!read || !HexDigits.TryRead(spanId, out var span) || (high | low) == 0 || span == 0)
        {
            return false;
        }

        parent = new TraceParent(high, low, span, sampled ? TraceParent.Sampled : (byte)0);
        return true;
    }
}
