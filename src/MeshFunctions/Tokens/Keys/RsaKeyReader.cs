using System.Numerics;
using System.Security.Cryptography;
using MeshFunctions.Tokens.Json;

namespace MeshFunctions.Tokens.Keys;

/// <summary>Reads the public part of an RSA key (RFC 7518 §6.3.1), with the bounds of T37.</summary>
internal static class RsaKeyReader
{
    private const int MinBits = 2048;
    private const int MaxBits = 8192;
    private const int MaxExponentLength = 8;

    public static KeyRefusal TryRead(JsonObject jwk, byte[]? keyId, string? algorithm, out VerificationKey? key)
    {
        key = null;
        if (!KeyNumber.TryRead(jwk["n"u8], out var modulus) || !KeyNumber.TryRead(jwk["e"u8], out var exponent))
        {
            return KeyRefusal.Malformed;
        }

        // Base64urlUInt has no leading zeros (RFC 7518 §2).
        if (modulus[0] == 0 || exponent[0] == 0)
        {
            return KeyRefusal.Malformed;
        }

        var bits = (modulus.Length * 8) - BitOperations.LeadingZeroCount((uint)modulus[0]) + 24;
        if (bits is < MinBits or > MaxBits || (modulus[^1] & 1) == 0)
        {
            return KeyRefusal.SizeNotAllowed;
        }

        if (exponent.Length > MaxExponentLength || (exponent[^1] & 1) == 0 || exponent is [1])
        {
            return KeyRefusal.ExponentNotAllowed;
        }

        var parameters = new RSAParameters { Modulus = modulus, Exponent = exponent };
        try
        {
            using var trial = RSA.Create(parameters);
            key = new RsaVerificationKey(keyId, algorithm, parameters);
            return KeyRefusal.None;
        }
        catch (CryptographicException)
        {
            return KeyRefusal.Malformed;
        }
    }
}
