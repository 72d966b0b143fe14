using System.Buffers;
using System.Buffers.Binary;

namespace MeshFunctions.Tracing;

/// <summary>Reads and writes the hexadecimal ids of traces without making strings of them.</summary>
internal static class HexDigits
{
    /// <summary>Digits of a span id, and of half a trace id.</summary>
    public const int SpanLength = 16;

    /// <summary>Digits of a trace id.</summary>
    public const int TraceLength = 32;

    /// <summary>Reads 16 digits of either case.</summary>
    public static bool TryRead(ReadOnlySpan<char> digits, out ulong value)
    {
        Span<byte> bytes = stackalloc byte[sizeof(ulong)];
        var whole = digits.Length == SpanLength && Convert.FromHexString(digits, bytes, out _, out _) == OperationStatus.Done;
        value = whole ? BinaryPrimitives.ReadUInt64BigEndian(bytes) : 0;
        return whole;
    }

    /// <summary>Reads 32 digits of either case.</summary>
    public static bool TryRead(ReadOnlySpan<char> digits, out ulong high, out ulong low)
    {
        Span<byte> bytes = stackalloc byte[2 * sizeof(ulong)];
        var whole = digits.Length == TraceLength && Convert.FromHexString(digits, bytes, out _, out _) == OperationStatus.Done;
        (high, low) = whole
            ? (BinaryPrimitives.ReadUInt64BigEndian(bytes), BinaryPrimitives.ReadUInt64BigEndian(bytes[sizeof(ulong)..]))
            : (0, 0);
        return whole;
    }

    /// <summary>Writes 16 lower-case digits to the start of <paramref name="text"/>.</summary>
    public static void Write(ulong value, Span<char> text)
    {
        Span<byte> bytes = stackalloc byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, value);
        Convert.TryToHexStringLower(bytes, text, out _);
    }

    /// <summary>Writes 32 lower-case digits to the start of <paramref name="text"/>.</summary>
    public static void Write(ulong high, ulong low, Span<char> text)
    {
        Span<byte> bytes = stackalloc byte[2 * sizeof(ulong)];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, high);
        BinaryPrimitives.WriteUInt64BigEndian(bytes[sizeof(ulong)..], low);
        Convert.TryToHexStringLower(bytes, text, out _);
    }
}
