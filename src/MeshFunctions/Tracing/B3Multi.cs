namespace MeshFunctions.Tracing;

/// <summary>The headers <c>X-B3-*</c> (openzipkin/b3-propagation, "Multiple Headers").</summary>
internal static class B3Multi
{
    /// <summary>
    /// Reads the values, empty where a header is absent, ignoring spaces and tabs around them; never throws. Ids that are wrong make it all invalid; a decision or
    /// flag that is wrong is as if it were absent. <c>X-B3-ParentSpanId</c> is the sender's own parent, which nobody here needs.
    /// </summary>
    public static bool TryParse(
        ReadOnlySpan<char> traceId, ReadOnlySpan<char> spanId, ReadOnlySpan<char> sampled, ReadOnlySpan<char> flags, out TraceReading reading)
    {
        reading = default;
        var trace = Trim(traceId);
        var span = Trim(spanId);
        var decision = Decision(Trim(sampled), Trim(flags));
        if (trace.IsEmpty && span.IsEmpty)
        {
            reading = new TraceReading(Parent: null, decision);
            return true;
        }

        if (!B3Ids.TryRead(trace, span, decision is true, out var parent))
        {
            return false;
        }

        reading = new TraceReading(parent, decision);
        return true;
    }

    private static ReadOnlySpan<char> Trim(ReadOnlySpan<char> value) => value.Trim(" \t");

    /// <summary>Debugging implies sampling; <c>true</c> and <c>false</c> are what older senders wrote.</summary>
    private static bool? Decision(ReadOnlySpan<char> sampled, ReadOnlySpan<char> flags)
    {
        if (flags is "1" || sampled is "1" or "true")
        {
            return true;
        }

        return sampled is "0" or "false" ? false : null;
    }
}
