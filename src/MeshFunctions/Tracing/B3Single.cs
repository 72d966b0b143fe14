namespace MeshFunctions.Tracing;

/// <summary>The single header <c>b3</c> (openzipkin/b3-propagation, "Single Header"): <c>{trace}-{span}[-{state}[-{parent}]]</c>, or the state alone.</summary>
internal static class B3Single
{
    private const int Length = HexDigits.TraceLength + 1 + HexDigits.SpanLength + 2;

    /// <summary>Reads one header value, ignoring spaces and tabs around it; never throws.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out TraceReading reading)
    {
        reading = default;
        text = text.Trim(" \t");
        if (text.Length == 1)
        {
            var alone = TryReadState(text, out var decided);
            reading = alone ? new TraceReading(Parent: null, decided) : default;
            return alone;
        }

        var dash = text.IndexOf('-');
        if (dash < 0 || text.Length < dash + 1 + HexDigits.SpanLength)
        {
            return false;
        }

        var spanId = text.Slice(dash + 1, HexDigits.SpanLength);
        bool? decision = null;
        if (!TryReadRest(text[(dash + 1 + HexDigits.SpanLength)..], ref decision)
            || !B3Ids.TryRead(text[..dash], spanId, decision is true, out var parent))
        {
            return false;
        }

        reading = new TraceReading(parent, decision);
        return true;
    }

    /// <summary>The value of a context whose sampling is decided: with 128 bits of trace id, without the sender's own parent.</summary>
    public static string Format(OutboundTraceContext context) => string.Create(Length, context, static (text, context) =>
    {
        context.TraceId.CopyTo(text);
        text[HexDigits.TraceLength] = '-';
        context.SpanId.CopyTo(text[(HexDigits.TraceLength + 1)..]);
        text[^2] = '-';
        text[^1] = context.Sampled ? '1' : '0';
    });

    /// <summary>What follows the ids: nothing, a state, or a state and the id of the parent, which W3C does not know and we do not keep.</summary>
    private static bool TryReadRest(ReadOnlySpan<char> rest, ref bool? decision)
    {
        if (rest.IsEmpty)
        {
            return true;
        }

        return rest.Length >= 2
            && rest[0] == '-'
            && TryReadState(rest.Slice(1, 1), out decision)
            && (rest.Length == 2 || (rest[2] == '-' && HexDigits.TryRead(rest[3..], out _)));
    }

    private static bool TryReadState(ReadOnlySpan<char> state, out bool? decision)
    {
        decision = state is "1" or "d" ? true : state is "0" ? false : null;
        return decision is not null;
    }
}
