using System.Security.Cryptography;
using MeshFunctions.Tokens.Jws;

namespace MeshFunctions.Tokens.Keys;

/// <summary>An elliptic-curve key (RFC 7518 §6.2).</summary>
internal sealed class EcVerificationKey(byte[]? keyId, string? algorithm, EllipticCurve curve, ECParameters parameters)
    : VerificationKey(keyId, KeyType.EllipticCurve, algorithm)
{
    private readonly EllipticCurve _curve = curve;
    private readonly ECPoint _point = parameters.Q;
    private readonly InstancePool<ECDsa> _instances = new(() => ECDsa.Create(parameters));

    public override bool IsSameAs(VerificationKey other) =>
        other is EcVerificationKey ec && ReferenceEquals(_curve, ec._curve) && _point.X.AsSpan().SequenceEqual(ec._point.X) && _point.Y.AsSpan().SequenceEqual(ec._point.Y);

    protected override bool AllowsParameters(JwsAlgorithm candidate) => ReferenceEquals(candidate.Curve, _curve);

    protected override bool VerifyDigest(JwsAlgorithm allowed, ReadOnlySpan<byte> digest, ReadOnlySpan<byte> signature)
    {
        // r || s of the curve's size (RFC 7518 §3.4), neither of them zero; DER is something else.
        var half = _curve.CoordinateLength;
        if (signature.Length != 2 * half || !signature[..half].ContainsAnyExcept((byte)0) || !signature[half..].ContainsAnyExcept((byte)0))
        {
            return false;
        }

        var ecdsa = _instances.Rent();
        var valid = ecdsa.VerifyHash(digest, signature, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
        _instances.Return(ecdsa);
        return valid;
    }
}
