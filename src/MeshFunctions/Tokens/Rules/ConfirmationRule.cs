using System.Buffers.Text;
using System.Security.Cryptography;
using MeshFunctions.Tokens.Json;

namespace MeshFunctions.Tokens.Rules;

/// <summary>
/// T43: a token with <c>cnf</c> (RFC 7800) is bound to a key or certificate. One that is bound to a certificate (<c>x5t#S256</c>, RFC 8705 §3.1) is accepted from who showed that one; every other is
/// refused: whoever stole it must not pass it off as a bearer token.
/// </summary>
internal sealed class ConfirmationRule : ITokenRule
{
    private const int TextLength = 43;

    public TokenError Check(in TokenView token)
    {
        var confirmation = token.Payload["cnf"u8];
        return !confirmation.Exists || IsShown(confirmation, token.CertificateSha256) ? TokenError.None : TokenError.ConfirmationMissing;
    }

    private static bool IsShown(JsonValue confirmation, string? certificate)
    {
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        if (confirmation.Kind != JsonKind.Object
            || certificate?.Length != 2 * digest.Length
            || Convert.FromHexString(certificate, digest, out _, out _) != System.Buffers.OperationStatus.Done
            || !StrictJson.TryReadObject(confirmation.Raw, out var members))
        {
            return false;
        }

        // Another member would be another condition, which nobody checks.
        Span<byte> text = stackalloc byte[TextLength];
        _ = Base64Url.EncodeToUtf8(digest, text);
        var shown = members.Count == 1 && members["x5t#S256"u8].Is(text);
        members.Dispose();
        return shown;
    }
}
