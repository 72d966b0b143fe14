using System.Buffers.Text;
using System.Text;
using System.Text.Json.Nodes;
using Harness.Stack;
using LocalCloud.Keys;

namespace Load;

/// <summary>An issuer whose keys lie in a file: nothing is fetched. Its tokens are RS256 and of about 1.6 kB.</summary>
internal sealed class LoadIssuer : IDisposable
{
    public const string Name = "load";
    public const string Issuer = "https://login.load.example";
    public const string Audience = "api://load";

    private readonly SigningKey _key = SigningKey.Create("RS256", "load");

    public LoadIssuer(string folder)
    {
        KeysFile = Path.Combine(folder, "keys.json");
        PrivateFile.Write(KeysFile, new JsonObject { ["keys"] = new JsonArray(_key.ToJwk()) }.ToJsonString());
    }

    public string KeysFile { get; }

    /// <summary>What an app is told of it.</summary>
    public IEnumerable<KeyValuePair<string, string>> Settings =>
    [
        new($"MeshFunctions__Tokens__Issuers__{Name}__Issuer", Issuer),
        new($"MeshFunctions__Tokens__Issuers__{Name}__Audiences__0", Audience),
        new($"MeshFunctions__Tokens__Issuers__{Name}__KeysFile", KeysFile),
    ];

    /// <summary>A token of RFC 9068.</summary>
    public string Mint()
    {
        var now = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();
        var header = new JsonObject { ["alg"] = _key.Algorithm, ["typ"] = "at+jwt", ["kid"] = _key.KeyId };
        var payload = new JsonObject
        {
            ["iss"] = Issuer,
            ["aud"] = Audience,
            ["sub"] = "lois",
            ["client_id"] = "load",
            ["jti"] = "1",
            ["iat"] = now,
            ["exp"] = now + 3600,
            ["roles"] = new JsonArray("Load.Read", "Load.Write"),
            ["padding"] = new string('x', 750),
        };
        var input = $"{Encoded(header)}.{Encoded(payload)}";
        return $"{input}.{Base64Url.EncodeToString(_key.Sign(Encoding.ASCII.GetBytes(input)))}";
    }

    public void Dispose() => _key.Dispose();

    private static string Encoded(JsonObject part) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(part.ToJsonString()));
}
