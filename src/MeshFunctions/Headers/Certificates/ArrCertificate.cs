using System.Buffers;
using System.Buffers.Text;

namespace MeshFunctions.Headers.Certificates;

/// <summary>One certificate as App Service forwards it in <c>X-ARR-ClientCert</c>: base64 of its DER bytes on a single line, without anything around it.</summary>
internal static class ArrCertificate
{
    /// <summary>Longest value that is read, in characters.</summary>
    public const int MaxLength = RequestHeaders.MaxValueLength;

    private static readonly SearchValues<char> Blanks = SearchValues.Create(" \t\r\n");

    /// <summary>Decodes to the bytes, whatever they are; never throws.</summary>
    public static bool TryDecode(ReadOnlySpan<char> text, out byte[] der)
    {
        der = [];
        if (text.Length is 0 or > MaxLength || text.Length % 4 != 0 || text.ContainsAny(Blanks) || !Base64.IsValid(text, out var length))
        {
            return false;
        }

        der = new byte[length];
        return Convert.TryFromBase64Chars(text, der, out var written) && written == length;
    }
}
