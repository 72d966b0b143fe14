using System.Buffers;
using System.Buffers.Text;
using System.Text;

namespace MeshFunctions.Identity.Vouched;

/// <summary>
/// Standard base64 (RFC 4648 §4) with one reading only: padded, no white space, and the unused bits of the last letter zero. Never throws.
/// </summary>
internal static class Base64Text
{
    /// <summary>The ASCII letters of <paramref name="text"/>; false where there are others, or more than fit.</summary>
    public static bool TryGetAscii(ReadOnlySpan<char> text, Span<byte> letters) =>
        text.Length <= letters.Length && Ascii.FromUtf16(text, letters, out _) == OperationStatus.Done;

    /// <summary>Decodes in place of <paramref name="letters"/>.</summary>
    public static bool TryDecode(Span<byte> letters, out int written)
    {
        written = 0;
        if (letters.Length % 4 != 0 || letters.ContainsAny(" \t\r\n"u8) || !HasZeroTrailingBits(letters))
        {
            return false;
        }

        return Base64.DecodeFromUtf8InPlace(letters, out written) == OperationStatus.Done;
    }

    private static bool HasZeroTrailingBits(ReadOnlySpan<byte> letters)
    {
        var text = letters.TrimEnd((byte)'=');
        return (letters.Length - text.Length) switch
        {
            0 => true,
            1 => (ValueOf(text[^1]) & 0b11) == 0,
            2 => (ValueOf(text[^1]) & 0b1111) == 0,
            _ => false,
        };
    }

    private static int ValueOf(byte letter) => letter switch
    {
        >= (byte)'a' => letter - 'a' + 26,
        >= (byte)'A' => letter - 'A',
        >= (byte)'0' => letter - '0' + 52,
        (byte)'/' => 63,
        _ => 62,
    };
}
