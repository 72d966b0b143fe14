using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json.Nodes;

namespace LocalCloud.Keys;

/// <summary>A private key that signs JWS with one algorithm (RFC 7518 §3.3 to §3.5).</summary>
public sealed class SigningKey : IDisposable
{
    private readonly AsymmetricAlgorithm _key;

    private SigningKey(string algorithm, string keyId, AsymmetricAlgorithm key)
    {
        Algorithm = algorithm;
        KeyId = keyId;
        _key = key;
    }

    /// <summary>The <c>alg</c>: RS256, RS384, RS512, PS256, PS384, PS512, ES256, ES384 or ES512.</summary>
    public string Algorithm { get; }

    /// <summary>The <c>kid</c>.</summary>
    public string KeyId { get; }

    /// <summary>Makes a new key.</summary>
    /// <param name="algorithm">One of the names of <see cref="Algorithm"/>.</param>
    /// <param name="keyId">Its <c>kid</c>; random by default.</param>
    /// <param name="rsaBits">Size of an RSA key; default 2048.</param>
    /// <param name="curve">The curve of an EC key where it should not be the algorithm's own (for tests of what must be refused).</param>
    /// <returns>The key.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The algorithm is none of the above.</exception>
    public static SigningKey Create(string algorithm, string? keyId = null, int rsaBits = 2048, ECCurve? curve = null)
    {
        ArgumentNullException.ThrowIfNull(algorithm);
        AsymmetricAlgorithm key = algorithm switch
        {
            "RS256" or "RS384" or "RS512" or "PS256" or "PS384" or "PS512" => RSA.Create(rsaBits),
            "ES256" => ECDsa.Create(curve ?? ECCurve.NamedCurves.nistP256),
            "ES384" => ECDsa.Create(curve ?? ECCurve.NamedCurves.nistP384),
            "ES512" => ECDsa.Create(curve ?? ECCurve.NamedCurves.nistP521),
            _ => throw new ArgumentOutOfRangeException(nameof(algorithm), algorithm, "RS, PS or ES with 256, 384 or 512"),
        };
        return new SigningKey(algorithm, keyId ?? Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(16)), key);
    }

    /// <summary>Signs; ECDSA as raw r‖s (RFC 7518 §3.4).</summary>
    /// <param name="data">The signing input.</param>
    /// <returns>The signature.</returns>
    public byte[] Sign(ReadOnlySpan<byte> data) => _key switch
    {
        RSA rsa => rsa.SignData(data, Hash, Padding),
        ECDsa ec => ec.SignData(data, Hash),
        _ => throw new InvalidOperationException("neither RSA nor EC"),
    };

    /// <summary>Verifies a signature made by <see cref="Sign"/>.</summary>
    /// <param name="data">The signing input.</param>
    /// <param name="signature">The signature.</param>
    /// <returns><see langword="true"/> if it is this key's.</returns>
    public bool Verify(ReadOnlySpan<byte> data, ReadOnlySpan<byte> signature) => _key switch
    {
        RSA rsa => rsa.VerifyData(data, signature, Hash, Padding),
        ECDsa ec => ec.VerifyData(data, signature, Hash),
        _ => false,
    };

    /// <summary>The public half as a JWK with <c>use</c>, <c>alg</c> and <c>kid</c> (RFC 7517 §4). A new object each time: change it freely.</summary>
    /// <returns>The JWK.</returns>
    public JsonObject ToJwk()
    {
        var jwk = new JsonObject { ["use"] = "sig", ["alg"] = Algorithm, ["kid"] = KeyId };
        if (_key is RSA rsa)
        {
            var parameters = rsa.ExportParameters(includePrivateParameters: false);
            jwk["kty"] = "RSA";
            jwk["n"] = Base64Url.EncodeToString(parameters.Modulus);
            jwk["e"] = Base64Url.EncodeToString(parameters.Exponent);
        }
        else if (_key is ECDsa ec)
        {
            var point = ec.ExportParameters(includePrivateParameters: false).Q;
            jwk["kty"] = "EC";
            jwk["crv"] = ec.KeySize switch { 256 => "P-256", 384 => "P-384", _ => "P-521" };
            jwk["x"] = Base64Url.EncodeToString(point.X);
            jwk["y"] = Base64Url.EncodeToString(point.Y);
        }

        return jwk;
    }

    /// <summary>The public half as PEM (SubjectPublicKeyInfo).</summary>
    /// <returns>The PEM text.</returns>
    public string ToPublicPem() => _key.ExportSubjectPublicKeyInfoPem();

    /// <inheritdoc/>
    public void Dispose() => _key.Dispose();

    private HashAlgorithmName Hash => Algorithm[2..] switch
    {
        "256" => HashAlgorithmName.SHA256,
        "384" => HashAlgorithmName.SHA384,
        _ => HashAlgorithmName.SHA512,
    };

    private RSASignaturePadding Padding => Algorithm[0] == 'P' ? RSASignaturePadding.Pss : RSASignaturePadding.Pkcs1;
}
