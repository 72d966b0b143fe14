using System.Security.Cryptography;
using System.Text;
using MeshFunctions.Tokens.Json;

namespace MeshFunctions.Tokens.Jws;

/// <summary>
/// A signature algorithm (RFC 7518 §3) together with the one kind of key that it goes with. What is not in the list does not exist:
/// there is no HMAC and no <c>none</c>.
/// </summary>
internal sealed class JwsAlgorithm
{
    private static readonly JwsAlgorithm[] All =
    [
        new("RS256", KeyType.Rsa, HashAlgorithmName.SHA256) { Padding = RSASignaturePadding.Pkcs1 },
        new("PS256", KeyType.Rsa, HashAlgorithmName.SHA256) { Padding = RSASignaturePadding.Pss },
        new("ES256", KeyType.EllipticCurve, HashAlgorithmName.SHA256) { Curve = EllipticCurve.P256 },
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

    /// <summary>The algorithm that a header's <c>alg</c> names, exactly; null when it names none that is allowed, or is no string.</summary>
    public static JwsAlgorithm? Find(JsonValue name)
    {
        foreach (var algorithm in All)
        {
            if (name.Is(algorithm._name))
            {
                return algorithm;
            }
        }

        return null;
    }
}
