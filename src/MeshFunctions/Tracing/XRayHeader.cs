namespace MeshFunctions.Tracing;

/// <summary>
/// The header <c>X-Amzn-Trace-Id</c> (AWS X-Ray developer guide, "Tracing header"): pairs in any order, of which <c>Root</c>, <c>Parent</c> and <c>Sampled</c> are
/// read. <c>Self</c>, <c>Lineage</c> and what else there may be are other hops' affair and not kept.
/// </summary>
internal static class XRayHeader
{
    /// <summary>Most characters of a value (AWS Lambda API, "TraceHeader").</summary>
    public const int MaxLength = 8192;

    private const int EpochStart = 2;
    private const int EpochLength = 8;
    private const int RootLength = EpochStart + HexDigits.TraceLength + 1;

    /// <summary>Reads one header value; never throws. A root without a parent gets one that is made here, since a context needs it.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out TraceParent parent)
    {
        parent = default;
        if (text.Length > MaxLength)
        {
            return false;
        }

        var fields = default(Fields);
        while (!text.IsEmpty)
        {
            var end = text.IndexOf(';');
            var field = (end < 0 ? text : text[..end]).Trim(" \t");
            text = end < 0 ? [] : text[(end + 1)..];
            if (!field.IsEmpty && !TryTake(field, ref fields))
            {
                return false;
            }
        }

        if ((fields.High | fields.Low) == 0)
        {
            return false;
        }

        var span = fields.Span ?? TraceParent.NewSpan();
        parent = new TraceParent(fields.High, fields.Low, span, fields.Sampled == '1' ? TraceParent.Sampled : (byte)0);
        return true;
    }

    /// <summary>The value of a context whose sampling is decided.</summary>
    public static string Format(OutboundTraceContext context) =>
        $"Root=1-{context.TraceId.AsSpan(0, EpochLength)}-{context.TraceId.AsSpan(EpochLength)};Parent={context.SpanId};Sampled={(context.Sampled ? "1" : "0")}";

    private static bool TryTake(ReadOnlySpan<char> field, ref Fields fields)
    {
        var equals = field.IndexOf('=');
        if (equals < 1 || field.ContainsAnyExceptInRange('!', '~'))
        {
            return false;
        }

        var value = field[(equals + 1)..];
        switch (field[..equals])
        {
            case "Root":
                return (fields.High | fields.Low) == 0 && TryReadRoot(value, out fields.High, out fields.Low);
            case "Parent":
                return fields.Span is null && TryReadParent(value, ref fields);
            case "Sampled":
                return fields.Sampled == default && TryReadSampled(value, ref fields);
            default:
                return true;
        }
    }

    private static bool TryReadParent(ReadOnlySpan<char> value, ref Fields fields)
    {
        var read = HexDigits.TryRead(value, out var span) && span != 0;
        fields.Span = span;
        return read;
    }

    /// <summary>A question mark asks for the receiver's decision.</summary>
    private static bool TryReadSampled(ReadOnlySpan<char> value, ref Fields fields)
    {
        var read = value is "1" or "0" or "?";
        fields.Sampled = read ? value[0] : default;
        return read;
    }

    /// <summary><c>1-{8 hex}-{24 hex}</c>, of either case: the epoch's seconds and the rest of the trace id.</summary>
    private static bool TryReadRoot(ReadOnlySpan<char> root, out ulong high, out ulong low)
    {
        (high, low) = (0, 0);
        Span<char> trace = stackalloc char[HexDigits.TraceLength];
        if (root.Length != RootLength || !root.StartsWith("1-", StringComparison.Ordinal) || root[EpochStart + EpochLength] != '-')
        {
            return false;
        }

        root.Slice(EpochStart, EpochLength).CopyTo(trace);
        root[(EpochStart + EpochLength + 1)..].CopyTo(trace[EpochLength..]);
        return HexDigits.TryRead(trace, out high, out low) && (high | low) != 0;
    }

    private struct Fields
    {
        public ulong High;
        public ulong Low;
        public ulong? Span;
        public char Sampled;
    }
}
