using System.Buffers;
using System.Buffers.Text;

namespace MeshFunctions.Headers;

/// <summary>
/// Byte sequences of structured fields (RFC 9651 §3.3.5, RFC 8941 before it): <c>:base64:</c>, with parameters, which are read by the rules and then passed
/// over. Where the RFC lets a parser be lenient about padding, this one is not.
/// </summary>
internal static class StructuredBinary
{
    /// <summary>Longest field that is read, in characters.</summary>
    public const int MaxLength = RequestHeaders.MaxValueLength;

    private static readonly SearchValues<char> Base64Characters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=");

    /// <summary>Reads a field that is one byte sequence (RFC 9651 §4.2.3); never throws.</summary>
    public static bool TryDecodeItem(ReadOnlySpan<char> text, out byte[] value)
    {
        value = [];
        if (text.Length > MaxLength)
        {
            return false;
        }

        var cursor = new StructuredFieldCursor(text.Trim(' '));
        if (!cursor.TryReadBinary(out var base64) || !cursor.TrySkipParameters() || !cursor.IsAtEnd || !IsBase64(base64, out var length))
        {
            return false;
        }

        value = new byte[length];
        return Convert.TryFromBase64Chars(base64, value, out var written) && written == length;
    }

    /// <summary>Whether a field is a list of byte sequences (RFC 9651 §4.2.1), of at least one; never throws.</summary>
    public static bool IsList(ReadOnlySpan<char> text)
    {
        if (text.Length > MaxLength)
        {
            return false;
        }

        var cursor = new StructuredFieldCursor(text.Trim(' '));
        while (cursor.TryReadBinary(out var base64) && IsBase64(base64, out _) && cursor.TrySkipParameters())
        {
            if (cursor.IsAtEnd)
            {
                return true;
            }

            if (!cursor.TrySkipComma())
            {
                return false;
            }
        }

        return false;
    }

    /// <summary>The field for a value; what <see cref="TryDecodeItem"/> reads.</summary>
    public static string Encode(ReadOnlySpan<byte> value) => $":{Convert.ToBase64String(value)}:";

    private static bool IsBase64(ReadOnlySpan<char> text, out int length)
    {
        length = 0;
        return text.Length % 4 == 0 && !text.ContainsAnyExcept(Base64Characters) && Base64.IsValid(text, out length);
    }
}
