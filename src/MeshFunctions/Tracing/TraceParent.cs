using System.Buffers.Binary;
using System.Diagnostics;
using System.Runtime.InteropServices;

namespace MeshFunctions.Tracing;

/// <summary>
/// A trace context as numbers, whichever format it arrived in, and its form as <c>traceparent</c> (W3C Trace Context Level 2 §3.2): any version but
/// <c>ff</c> is read, version 00 is written. Neither id is zero.
/// </summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct TraceParent(ulong TraceHigh, ulong TraceLow, ulong Span, byte Flags)
{
    /// <summary>The sampled flag.</summary>
    public const byte Sampled = 0x01;

    /// <summary>The flag of a trace id whose last seven bytes at least are random.</summary>
    public const byte RandomTraceId = 0x02;

    /// <summary>Characters of version 00.</summary>
    public const int Length = 55;

    private const int TraceIdStart = 3;
    private const int SpanIdStart = 36;
    private const int FlagsStart = 53;

    public ActivityTraceId TraceId
    {
        get
        {
            Span<byte> bytes = stackalloc byte[2 * sizeof(ulong)];
            BinaryPrimitives.WriteUInt64BigEndian(bytes, TraceHigh);
            BinaryPrimitives.WriteUInt64BigEndian(bytes[sizeof(ulong)..], TraceLow);
            return ActivityTraceId.CreateFromBytes(bytes);
        }
    }

    public ActivitySpanId SpanId
    {
        get
        {
            Span<byte> bytes = stackalloc byte[sizeof(ulong)];
            BinaryPrimitives.WriteUInt64BigEndian(bytes, Span);
            return ActivitySpanId.CreateFromBytes(bytes);
        }
    }

    public string TraceIdText => string.Create(HexDigits.TraceLength, this, static (text, ids) => HexDigits.Write(ids.TraceHigh, ids.TraceLow, text));

    public string SpanIdText => string.Create(HexDigits.SpanLength, this, static (text, ids) => HexDigits.Write(ids.Span, text));

    /// <summary>The context for links and parents of activities; the state is left out.</summary>
    public ActivityContext ToActivityContext() =>
        new(TraceId, SpanId, (ActivityTraceFlags)(Flags & Sampled), traceState: null, isRemote: true);

    public bool IsSameTrace(TraceParent other) => TraceHigh == other.TraceHigh && TraceLow == other.TraceLow;

    /// <summary>Reads one header value, ignoring spaces and tabs around it; never throws.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out TraceParent parent)
    {
        parent = default;
        if (text is [' ' or '\t', ..] or [.., ' ' or '\t'])
        {
            text = text.Trim(" \t");
        }

        if (text.Length < Length || text[2] != '-' || text[SpanIdStart - 1] != '-' || text[FlagsStart - 1] != '-'
            || text[..Length].ContainsAnyInRange('A', 'F'))
        {
            return false;
        }

        var version = Pair(text[0], text[1]);
        var flags = Pair(text[FlagsStart], text[FlagsStart + 1]);
        if (version is < 0 or 0xff || flags < 0
            || (text.Length > Length && (version == 0 || text[Length] != '-'))
            || !HexDigits.TryRead(text.Slice(TraceIdStart, HexDigits.TraceLength), out var high, out var low)
            || !HexDigits.TryRead(text.Slice(SpanIdStart, HexDigits.SpanLength), out var span)
            || (high | low) == 0 || span == 0)
        {
            return false;
        }

        // Of a version that is not known only the one flag is.
        parent = new TraceParent(high, low, span, (byte)(flags & (version == 0 ? Sampled | RandomTraceId : Sampled)));
        return true;
    }

    /// <summary>A new trace under a new span id, not sampled.</summary>
    public static TraceParent CreateRandom()
    {
        HexDigits.TryRead(ActivityTraceId.CreateRandom().ToHexString(), out var high, out var low);
        return new TraceParent(high, low, NewSpan(), RandomTraceId);
    }

    /// <summary>The context of an activity in W3C form; <paramref name="flags"/> may add to the one that it knows.</summary>
    public static TraceParent Of(Activity activity, byte flags = 0)
    {
        HexDigits.TryRead(activity.TraceId.ToHexString(), out var high, out var low);
        HexDigits.TryRead(activity.SpanId.ToHexString(), out var span);
        return new TraceParent(high, low, span, (byte)(flags | ((int)activity.ActivityTraceFlags & Sampled)));
    }

    public static ulong NewSpan()
    {
        HexDigits.TryRead(ActivitySpanId.CreateRandom().ToHexString(), out var span);
        return span;
    }

    /// <summary>The value of version 00.</summary>
    public override string ToString() => Format(TraceIdText, SpanIdText, Flags);

    /// <summary>The value of version 00.</summary>
    public static string Format(string traceId, string spanId, byte flags) =>
        string.Create(Length, (traceId, spanId, flags), static (text, ids) =>
        {
            "00-".CopyTo(text);
            ids.traceId.CopyTo(text[TraceIdStart..]);
            text[SpanIdStart - 1] = '-';
            ids.spanId.CopyTo(text[SpanIdStart..]);
            text[FlagsStart - 1] = '-';
            text[FlagsStart] = '0';
            text[FlagsStart + 1] = (char)('0' + (ids.flags & (Sampled | RandomTraceId)));
        });

    /// <summary>Two lower-case hex digits; upper case is ruled out before. Negative where they are none.</summary>
    private static int Pair(char first, char second) => (Digit(first) << 4) | Digit(second);

    private static int Digit(char digit) => digit switch
    {
        >= '0' and <= '9' => digit - '0',
        >= 'a' and <= 'f' => digit - 'a' + 10,
        _ => -1,
    };
}
