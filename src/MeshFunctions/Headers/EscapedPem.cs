using System.Security.Cryptography;

namespace MeshFunctions.Headers;

/// <summary>
/// One certificate as Nginx forwards it (<c>$ssl_client_escaped_cert</c>): percent-encoded PEM, one block, no text around it but a line end.
/// </summary>
internal static class EscapedPem
{
    /// <summary>Longest value that is read, in characters.</summary>
    public const int MaxLength = 16 * 1024;

    private const string Label = "CERTIFICATE";

    /// <summary>Decodes to the DER bytes; never throws.</summary>
    public static bool TryDecode(ReadOnlySpan<char> escaped, out byte[] der)
    {
        der = [];
        if (escaped.Length is 0 or > MaxLength)
        {
            return false;
        }

        var decoded = new char[escaped.Length];
        if (!TryUnescape(escaped, decoded, out var length))
        {
            return false;
        }

        var pem = decoded.AsSpan(0, length).TrimEnd("\r\n");
        if (!PemEncoding.TryFind(pem, out var fields)
            || fields.Location.Start.Value != 0
            || fields.Location.End.Value != pem.Length
            || !pem[fields.Label].SequenceEqual(Label))
        {
            return false;
        }

        var bytes = new byte[fields.DecodedDataLength];
        if (bytes.Length == 0 || !Convert.TryFromBase64Chars(pem[fields.Base64Data], bytes, out var written) || written != bytes.Length)
        {
            return false;
        }

        der = bytes;
        return true;
    }

    /// <summary>Encodes as Nginx does; what <see cref="TryDecode"/> reads.</summary>
    public static string Encode(ReadOnlySpan<byte> der) => Uri.EscapeDataString(PemEncoding.WriteString(Label, der) + "\n");

    private static bool TryUnescape(ReadOnlySpan<char> escaped, Span<char> decoded, out int length)
    {
        length = 0;
        for (var index = 0; index < escaped.Length; index++)
        {
            var character = escaped[index];
            if (character == '%')
            {
                if (escaped.Length - index < 3 || !char.IsAsciiHexDigit(escaped[index + 1]) || !char.IsAsciiHexDigit(escaped[index + 2]))
                {
                    return false;
                }

                character = (char)((HexValue(escaped[index + 1]) << 4) | HexValue(escaped[index + 2]));
                index += 2;
                if (character is not ('\r' or '\n' or (>= ' ' and <= '~')))
                {
                    return false;
                }
            }
            else if (!char.IsAsciiLetterOrDigit(character) && !"-._~+/=".Contains(character, StringComparison.Ordinal))
            {
                return false;
            }

            decoded[length++] = character;
        }

        return true;
    }

    private static int HexValue(char digit) => char.IsAsciiDigit(digit) ? digit - '0' : (digit | 0x20) - 'a' + 10;
}
