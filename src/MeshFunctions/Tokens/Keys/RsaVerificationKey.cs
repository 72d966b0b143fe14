using System.Security.Cryptography;
using MeshFunctions.Tokens.Jws;

namespace MeshFunctions.Tokens.Keys;

/// <summary>An RSA key (RFC 7518 §6.3).</summary>
internal sealed class RsaVerificationKey(byte[]? keyId, string? algorithm, RSAParameters parameters)
    : VerificationKey(keyId, KeyType.Rsa, algorithm)
{
    private readonly byte[] _modulus = parameters.Modulus!;
    private readonly byte[] _exponent = parameters.Exponent!;
    private readonly InstancePool<RSA> _instances = new(() => RSA.Create(parameters));
    private readonly int _signatureLength = parameters.Modulus!.Length;

    public override bool IsSameAs(VerificationKey other) =>
        other is RsaVerificationKey rsa && _modulus.AsSpan().SequenceEqual(rsa._modulus) && _exponent.AsSpan().SequenceEqual(rsa._exponent);

    protected override bool AllowsParameters(JwsAlgorithm candidate) => candidate.Padding is not null;

    protected override bool VerifyDigest(JwsAlgorithm allowed, ReadOnlySpan<byte> digest, ReadOnlySpan<byte> signature)
    {
        if (signature.Length != _signatureLength)
        {
            return false;
        }

        var rsa = _instances.Rent();
        var valid = rsa.VerifyHash(digest, signature, allowed.Hash, allowed.Padding!);
        _instances.Return(rsa);
        return valid;
    }
}
