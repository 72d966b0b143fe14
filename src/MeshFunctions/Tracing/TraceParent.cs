using System.Buffers;
using System.Diagnostics;
using System.Globalization;

namespace MeshFunctions.Tracing;

/// <summary>A <c>traceparent</c> (W3C Trace Context Level 2 §3.2): any version but <c>ff</c> is read, version 00 is written.</summary>
internal readonly record struct TraceParent(ActivityTraceId TraceId, ActivitySpanId SpanId, byte Flags)
{
    /// <summary>The sampled flag.</summary>
    public const byte Sampled = 0x01;

    /// <summary>The flag of a trace id whose last seven bytes at least are random.</summary>
    public const byte RandomTraceId = 0x02;

    private const int Length = 55;
    private const int TraceIdStart = 3;
    private const int SpanIdStart = 36;
    private const int FlagsStart = 53;

    private static readonly SearchValues<char> LowerHex = SearchValues.Create("0123456789abcdef");

    /// <summary>Reads one header value, ignoring spaces and tabs around it; never throws.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out TraceParent parent)
    {
        parent = default;
        text = text.Trim(" \t");
        if (text.Length < Length || text[2] != '-' || text[SpanIdStart - 1] != '-' || text[FlagsStart - 1] != '-')
        {
            return false;
        }

        var version = text[..2];
        var traceId = text[TraceIdStart..(SpanIdStart - 1)];
        var spanId = text[SpanIdStart..(FlagsStart - 1)];
        var flags = text[FlagsStart..Length];
        var first = version is "00";
        if (!IsHex(version) || !IsId(traceId) || !IsId(spanId) || !IsHex(flags) || version is "ff"
            || (text.Length > Length && (first || text[Length] != '-')))
        {
            return false;
        }

        var bits = byte.Parse(flags, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
        parent = new TraceParent(
            ActivityTraceId.CreateFromString(traceId),
            ActivitySpanId.CreateFromString(spanId),
            (byte)(bits & (first ? Sampled | RandomTraceId : Sampled)));
        return true;
    }

    /// <summary>The value of version 00.</summary>
    public override string ToString() => Format(TraceId.ToHexString(), SpanId.ToHexString(), Flags);

    public static string Format(string traceId, string spanId, byte flags) =>
        string.Create(Length, (traceId, spanId, flags), static (text, ids) =>
        {
            text.Fill('-');
            text[..2].Fill('0');
            ids.traceId.CopyTo(text[TraceIdStart..]);
            ids.spanId.CopyTo(text[SpanIdStart..]);
            text[FlagsStart] = '0';
            text[FlagsStart + 1] = (char)('0' + (ids.flags & (Sampled | RandomTraceId)));
        });

    private static bool IsHex(ReadOnlySpan<char> text) => !text.ContainsAnyExcept(LowerHex);

    private static bool IsId(ReadOnlySpan<char> text) => IsHex(text) && text.ContainsAnyExcept('0');
}
