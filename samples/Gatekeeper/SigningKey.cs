using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace Gatekeeper;

/// <summary>A private key on P-256, for ES256.</summary>
internal sealed class SigningKey : IDisposable
{
    private SigningKey(ECDsa key)
    {
        Key = key;
        ECParameters parameters = key.ExportParameters(includePrivateParameters: false);
        (X, Y) = (Base64Url.EncodeToString(parameters.Q.X), Base64Url.EncodeToString(parameters.Q.Y));

        // RFC 7638 §3: members in this order, without blanks.
        Id = Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes($$"""{"crv":"P-256","kty":"EC","x":"{{X}}","y":"{{Y}}"}""")));
    }

    public ECDsa Key { get; }

    /// <summary>The <c>kid</c>: the key's thumbprint.</summary>
    public string Id { get; }

    private string X { get; }

    private string Y { get; }

    /// <exception cref="InvalidDataException">The file holds no private key on P-256, or is open to others.</exception>
    public static SigningKey Load(string file)
    {
        ECDsa key = ECDsa.Create();
        try
        {
            key.ImportFromPem(PrivateKeyFile.Read(file));
            ECParameters parameters = key.ExportParameters(includePrivateParameters: true);
            CryptographicOperations.ZeroMemory(parameters.D);
            return string.Equals(parameters.Curve.Oid.Value, ECCurve.NamedCurves.nistP256.Oid.Value, StringComparison.Ordinal)
                ? new SigningKey(key)
                : throw new CryptographicException("another curve");
        }
        catch (Exception error) when (error is CryptographicException or ArgumentException)
        {
            key.Dispose();
            throw new InvalidDataException($"{file} holds no private key on P-256.", error);
        }
    }

    /// <summary>The public part as a JSON Web Key (RFC 7517, RFC 7518 §6.2.1).</summary>
    public JsonObject ToJsonWebKey() => new()
    {
        ["kty"] = "EC",
        ["crv"] = "P-256",
        ["x"] = X,
        ["y"] = Y,
        ["kid"] = Id,
        ["use"] = "sig",
        ["alg"] = "ES256",
    };

    public void Dispose() => Key.Dispose();
}
