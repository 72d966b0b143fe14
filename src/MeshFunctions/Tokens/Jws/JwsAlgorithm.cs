using System.Security.Cryptography;
using System.Text;
using MeshFunctions.Tokens.Json;

namespace MeshFunctions.Tokens.Jws;

/// <summary>
/// A signature algorithm (RFC 7518 §3) together with the one kind of key that it goes with. What is not in a list does not exist:
/// there is no HMAC and no <c>none</c>.
/// </summary>
internal sealed class JwsAlgorithm
{
    /// <summary>Those of a hop's assertions.</summary>
    private static readonly JwsAlgorithm[] OfAssertions =
    [
        new("ES256", KeyType.EllipticCurve, HashAlgorithmName.SHA256) { Curve = EllipticCurve.P256 },
        new("ES384", KeyType.EllipticCurve, HashAlgorithmName.SHA384) { Curve = EllipticCurve.P384 },
        new("ES512", KeyType.EllipticCurve, HashAlgorithmName.SHA512) { Curve = EllipticCurve.P521 },
    ];

    /// <summary>Those of access tokens.</summary>
    private static readonly JwsAlgorithm[] OfTokens =
    [
        new("RS256", KeyType.Rsa, HashAlgorithmName.SHA256) { Padding = RSASignaturePadding.Pkcs1 },
        .. OfAssertions,
        new("RS384", KeyType.Rsa, HashAlgorithmName.SHA384) { Padding = RSASignaturePadding.Pkcs1 },
        new("RS512", KeyType.Rsa, HashAlgorithmName.SHA512) { Padding = RSASignaturePadding.Pkcs1 },
        new("PS256", KeyType.Rsa, HashAlgorithmName.SHA256) { Padding = RSASignaturePadding.Pss },
        new("PS384", KeyType.Rsa, HashAlgorithmName.SHA384) { Padding = RSASignaturePadding.Pss },
        new("PS512", KeyType.Rsa, HashAlgorithmName.SHA512) { Padding = RSASignaturePadding.Pss },
    ];

    private readonly byte[] _name;

    private JwsAlgorithm(string name, KeyType keyType, HashAlgorithmName hash)
    {
        Name = name;
        _name = Encoding.ASCII.GetBytes(name);
        KeyType = keyType;
        Hash = hash;
    }

    public string Name { get; }

    public KeyType KeyType { get; }

    public HashAlgorithmName Hash { get; }

    /// <summary>The padding of an RSA signature; null otherwise.</summary>
    public RSASignaturePadding? Padding { get; private init; }

    /// <summary>The only curve of an ECDSA signature; null otherwise.</summary>
    public EllipticCurve? Curve { get; private init; }

    /// <summary>The algorithm that a token's <c>alg</c> names, exactly; null when it names none that is allowed, or is no string.</summary>
    public static JwsAlgorithm? Find(JsonValue name) => Find(name, OfTokens);

    /// <summary>The same for the assertion of a hop: ECDSA only.</summary>
    public static JwsAlgorithm? FindForAssertion(JsonValue name) => Find(name, OfAssertions);

    /// <summary>The algorithm of assertions by a key on a curve; null where there is none.</summary>
    public static JwsAlgorithm? ForAssertionsBy(ECCurve curve) =>
        Array.Find(OfAssertions, algorithm => string.Equals(algorithm.Curve!.Parameters.Oid.Value, curve.Oid?.Value, StringComparison.Ordinal));

    private static JwsAlgorithm? Find(JsonValue name, JwsAlgorithm[] among)
    {
        foreach (var algorithm in among)
        {
            if (name.Is(algorithm._name))
            {
                return algorithm;
            }
        }

        return null;
    }
}
