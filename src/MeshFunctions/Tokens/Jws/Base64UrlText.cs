using System.Buffers;
using System.Buffers.Text;

namespace MeshFunctions.Tokens.Jws;

/// <summary>
/// Base64url as RFC 7515 §2 means it: no padding, no white space, no standard-alphabet letters, and the unused bits of the last letter
/// zero, so that a text has exactly one reading. Never throws.
/// </summary>
internal static class Base64UrlText
{
    private static readonly SearchValues<byte> Alphabet = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"u8);

    /// <summary>Decodes a text into a buffer of at least three quarters of its length.</summary>
    public static bool TryDecode(ReadOnlySpan<byte> text, Span<byte> destination, out int written)
    {
        written = 0;
        return !text.ContainsAnyExcept(Alphabet)
            && HasZeroTrailingBits(text)
            && Base64Url.DecodeFromUtf8(text, destination, out var consumed, out written) == OperationStatus.Done
            && consumed == text.Length;
    }

    private static bool HasZeroTrailingBits(ReadOnlySpan<byte> text) => (text.Length % 4) switch
    {
        0 => true,
        1 => false,
        2 => (ValueOf(text[^1]) & 0b1111) == 0,
        _ => (ValueOf(text[^1]) & 0b11) == 0,
    };

    private static int ValueOf(byte letter) => letter switch
    {
        >= (byte)'a' => letter - 'a' + 26,
        (byte)'_' => 63,
        >= (byte)'A' => letter - 'A',
        >= (byte)'0' => letter - '0' + 52,
        _ => 62,
    };
}
