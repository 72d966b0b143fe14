using MeshFunctions.Tokens.Json;

namespace MeshFunctions.Tokens.Keys;

/// <summary>
/// Reads one JSON Web Key (RFC 7517 §4). Certificates in it are ignored: what is trusted is the issuer's HTTPS, and the key itself.
/// </summary>
internal static class JwkReader
{
    public static KeyRefusal TryRead(JsonObject jwk, KeyBinding binding, out VerificationKey? key)
    {
        key = null;
        var keyId = jwk["kid"u8];
        var algorithm = jwk["alg"u8];
        if ((keyId.Exists && !keyId.IsText) || (algorithm.Exists && !algorithm.IsText))
        {
            return KeyRefusal.Malformed;
        }

        if (!binding.AcceptsUse(jwk["use"u8]) || !MayVerify(jwk["key_ops"u8]))
        {
            return KeyRefusal.UseNotAllowed;
        }

        if (!binding.Accepts(jwk["issuer"u8]))
        {
            return KeyRefusal.OtherIssuer;
        }

        var keyIdBytes = keyId.Exists ? keyId.GetBytes() : null;
        var algorithmName = algorithm.Exists ? algorithm.GetString() : null;
        var type = jwk["kty"u8];
        if (type.Is("RSA"u8))
        {
            return RsaKeyReader.TryRead(jwk, keyIdBytes, algorithmName, out key);
        }

        return type.Is("EC"u8) ? EcKeyReader.TryRead(jwk, keyIdBytes, algorithmName, out key) : KeyRefusal.TypeNotSupported;
    }

    private static bool MayVerify(JsonValue operations)
    {
        if (!operations.Exists)
        {
            return true;
        }

        var entries = new JsonElements(operations);
        while (entries.TryNext(out var operation))
        {
            if (operation.Is("verify"u8))
            {
                return true;
            }
        }

        return false;
    }
}
