using System.Security.Cryptography;
using MeshFunctions.Tokens.Jws;

namespace MeshFunctions.Tokens.Keys;

/// <summary>A public key of an issuer, fit for verifying signatures and nothing else.</summary>
internal abstract class VerificationKey(byte[]? keyId, KeyType keyType, string? algorithm)
{
    /// <summary>Its <c>kid</c> without escapes, as UTF-8; null when it has none.</summary>
    public byte[]? KeyId { get; } = keyId;

    /// <summary>Whether the algorithm goes with the type of this key, its curve, and its own <c>alg</c> where it has one (RFC 8725 §3.1).</summary>
    public bool Allows(JwsAlgorithm candidate) =>
        candidate.KeyType == keyType
        && (algorithm is null || string.Equals(algorithm, candidate.Name, StringComparison.Ordinal))
        && AllowsParameters(candidate);

    /// <summary>Whether it is the same public key, whatever the two are called and may be used for.</summary>
    public abstract bool IsSameAs(VerificationKey other);

    /// <summary>Verifies a signature by an algorithm that this key allows. False for anything wrong with it; never throws.</summary>
    public bool Verify(JwsAlgorithm allowed, ReadOnlySpan<byte> signed, ReadOnlySpan<byte> signature)
    {
        Span<byte> digest = stackalloc byte[SHA512.HashSizeInBytes];
        var length = CryptographicOperations.HashData(allowed.Hash, signed, digest);
        try
        {
            return Allows(allowed) && VerifyDigest(allowed, digest[..length], signature);
        }
        catch (CryptographicException)
        {
            // Platforms differ in what they call malformed instead of wrong.
            return false;
        }
    }

    protected abstract bool AllowsParameters(JwsAlgorithm candidate);

    protected abstract bool VerifyDigest(JwsAlgorithm allowed, ReadOnlySpan<byte> digest, ReadOnlySpan<byte> signature);
}
