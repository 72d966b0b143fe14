using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace MeshFunctions.Tests.Tokens;

/// <summary>A private key of a test issuer, with the public JWK that goes with it.</summary>
internal sealed class SigningKey
{
    private static int _made;
    private readonly RSAParameters? _rsa;
    private readonly ECParameters? _ec;
    private readonly Lock _gate = new();
    private AsymmetricAlgorithm? _signer;

    private SigningKey(string algorithm, RSAParameters? rsa, ECParameters? ec)
    {
        Algorithm = algorithm;
        KeyId = $"key-{Interlocked.Increment(ref _made)}";
        (_rsa, _ec) = (rsa, ec);
        Jwk = rsa is { } rsaKey ? RsaJwk(rsaKey) : EcJwk(ec!.Value);
        Jwk["kid"] = KeyId;
        Jwk["use"] = "sig";
    }

    /// <summary>Shared by tests that need any key: making an RSA key takes its time.</summary>
    public static SigningKey SharedRsa { get; } = Rsa("RS256");

    public static SigningKey SharedEc { get; } = Ec();

    public string Algorithm { get; }

    public string KeyId { get; }

    /// <summary>The members of the public JWK; each test issuer publishes a copy.</summary>
    public Dictionary<string, object> Jwk { get; }

    public static SigningKey Rsa(string algorithm, int bits = 2048)
    {
        using var rsa = RSA.Create(bits);
        return new SigningKey(algorithm, rsa.ExportParameters(true), null);
    }

    public static SigningKey Ec(string algorithm = "ES256")
    {
        using var ec = ECDsa.Create(algorithm switch
        {
            "ES384" => ECCurve.NamedCurves.nistP384,
            "ES512" => ECCurve.NamedCurves.nistP521,
            _ => ECCurve.NamedCurves.nistP256,
        });
        return new SigningKey(algorithm, null, ec.ExportParameters(true));
    }

    /// <summary>The same key under another <c>kid</c>, for another algorithm.</summary>
    public SigningKey As(string algorithm) => new(algorithm, _rsa, _ec);

    public byte[] Sign(byte[] input)
    {
        var hash = Algorithm[2..] switch { "256" => HashAlgorithmName.SHA256, "384" => HashAlgorithmName.SHA384, _ => HashAlgorithmName.SHA512 };
        lock (_gate)
        {
            // Making it takes longer than signing.
            _signer ??= _rsa is { } rsaKey ? RSA.Create(rsaKey) : ECDsa.Create(_ec!.Value);
            return _signer is RSA rsa
                ? rsa.SignData(input, hash, Algorithm[0] == 'P' ? RSASignaturePadding.Pss : RSASignaturePadding.Pkcs1)
                : ((ECDsa)_signer).SignData(input, hash);
        }
    }

    /// <summary>The private key of an elliptic-curve key.</summary>
    public ECDsa ToEcdsa() => ECDsa.Create(_ec!.Value);

    /// <summary>The public key as others write it: PEM, DER, JWK; what an HMAC forger takes for a secret.</summary>
    public IEnumerable<byte[]> PublicForms()
    {
        using var rsa = RSA.Create(_rsa!.Value);
        var pem = rsa.ExportSubjectPublicKeyInfoPem();
        return
        [
            Encoding.ASCII.GetBytes(pem),
            Encoding.ASCII.GetBytes(pem + "\n"),
            Encoding.ASCII.GetBytes(rsa.ExportRSAPublicKeyPem()),
            rsa.ExportSubjectPublicKeyInfo(),
            rsa.ExportRSAPublicKey(),
            JsonSerializer.SerializeToUtf8Bytes(Jwk),
            _rsa.Value.Modulus!,
        ];
    }

    public static string JwksOf(params IEnumerable<IReadOnlyDictionary<string, object>> keys) => JsonSerializer.Serialize(new { keys });

    public static string Encode(string text) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(text));

    private static Dictionary<string, object> RsaJwk(RSAParameters key) => new(StringComparer.Ordinal)
    {
        ["kty"] = "RSA",
        ["n"] = Base64Url.EncodeToString(key.Modulus),
        ["e"] = Base64Url.EncodeToString(key.Exponent),
    };

    private static Dictionary<string, object> EcJwk(ECParameters key) => new(StringComparer.Ordinal)
    {
        ["kty"] = "EC",
        ["crv"] = key.Q.X!.Length switch { 32 => "P-256", 48 => "P-384", _ => "P-521" },
        ["x"] = Base64Url.EncodeToString(key.Q.X),
        ["y"] = Base64Url.EncodeToString(key.Q.Y),
    };
}
