using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;

namespace Gatekeeper;

/// <summary>The certificate that the client showed the edge, for tokens that are bound to one (RFC 8705).</summary>
internal static class ClientCertificate
{
    private const string Verified = "SUCCESS";

    /// <summary>SHA-256 of its DER in hexadecimal digits; null where the edge did not verify one.</summary>
    public static string? Sha256(IHeaderDictionary headers)
    {
        if (headers["X-Client-Verify"] is not [Verified] || headers["X-Client-Cert"] is not [{ } escaped])
        {
            return null;
        }

        string pem = Uri.UnescapeDataString(escaped);
        if (!PemEncoding.TryFind(pem, out PemFields fields) || pem[fields.Label] is not "CERTIFICATE")
        {
            return null;
        }

        byte[] der = new byte[fields.DecodedDataLength];
        return Convert.TryFromBase64Chars(pem.AsSpan(fields.Base64Data), der, out int length) && length == der.Length
            ? Convert.ToHexString(SHA256.HashData(der))
            : null;
    }
}
