namespace MeshFunctions.Tracing;

/// <summary>
/// The header <c>Request-Id</c> of older Azure and .NET senders (HTTP Correlation Protocol): <c>|root.segment_segment.</c> or a flat id. It is a trace context only
/// where its root is a trace id of 32 hex digits, or where it has the form of a <c>traceparent</c>, as .NET writes it in its transition. Never sent.
/// </summary>
internal static class LegacyRequestId
{
    /// <summary>Most characters of a value.</summary>
    public const int MaxLength = 1024;

    /// <summary>
    /// Reads one header value, ignoring spaces and tabs around it; never throws. An id that names no trace is valid and says nothing. The parent is the last
    /// segment where that is a span id, else made here.
    /// </summary>
    public static bool TryParse(ReadOnlySpan<char> text, out TraceReading reading)
    {
        reading = default;
        text = text.Trim(" \t");
        if (text.Length is 0 or > MaxLength || text.ContainsAnyExceptInRange('!', '~'))
        {
            return false;
        }

        if (TraceParent.TryParse(text, out var context))
        {
            reading = new TraceReading(context, Decision: null);
            return true;
        }

        text = text is ['|', ..] ? text[1..] : text;
        var dot = text.IndexOf('.');
        var root = dot < 0 ? text : text[..dot];
        if (HexDigits.TryRead(root, out var high, out var low) && (high | low) != 0)
        {
            reading = new TraceReading(new TraceParent(high, low, LastSpan(dot < 0 ? [] : text[(dot + 1)..]), Flags: 0), Decision: null);
        }

        return true;
    }

    private static ulong LastSpan(ReadOnlySpan<char> segments)
    {
        segments = segments.TrimEnd("._");
        var start = segments.LastIndexOfAny('.', '_') + 1;
        return HexDigits.TryRead(segments[start..], out var span) && span != 0 ? span : TraceParent.NewSpan();
    }
}
