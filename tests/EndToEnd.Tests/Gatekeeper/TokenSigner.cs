using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Harness.Stack;

namespace EndToEnd.Tests.Gatekeeper;

/// <summary>An issuer whose keys lie in a file. What it signs is good, unless it is asked for something else.</summary>
internal sealed class TokenSigner : IDisposable
{
    public const string Issuer = "https://users.mesh.local";

    private const string KeyId = "users-1";

    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    /// <summary>Writes the public key as the file that gatekeeper and app read.</summary>
    public void WriteKeys(string file)
    {
        ECPoint point = _key.ExportParameters(includePrivateParameters: false).Q;
        JsonObject key = new()
        {
            ["kty"] = "EC",
            ["crv"] = "P-256",
            ["x"] = Base64Url.EncodeToString(point.X),
            ["y"] = Base64Url.EncodeToString(point.Y),
            ["kid"] = KeyId,
        };
        File.WriteAllText(file, new JsonObject { ["keys"] = new JsonArray(key) }.ToJsonString());
    }

    /// <summary>A token of the user, with what <paramref name="change"/> does to its claims.</summary>
    public string Sign(Action<JsonObject>? change = null)
    {
        long now = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();
        JsonObject payload = new()
        {
            ["iss"] = Issuer,
            ["aud"] = MeshNames.AccountAudience,
            ["sub"] = MeshNames.User,
            ["client_id"] = MeshNames.Client,
            ["jti"] = RandomNumberGenerator.GetHexString(32),
            ["iat"] = now,
            ["exp"] = now + 300,
        };
        change?.Invoke(payload);
        string input = $"{Part(new JsonObject { ["alg"] = "ES256", ["typ"] = "at+jwt", ["kid"] = KeyId })}.{Part(payload)}";
        byte[] signature = _key.SignData(Encoding.ASCII.GetBytes(input), HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
        return $"{input}.{Base64Url.EncodeToString(signature)}";
    }

    public void Dispose() => _key.Dispose();

    private static string Part(JsonObject part) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(part.ToJsonString()));
}
