using System.Text.Json;
using MeshFunctions.Headers;
using MeshFunctions.Tests.Tokens;
using MeshFunctions.Trust;

namespace MeshFunctions.Tests.Identity;

/// <summary>The header of the transaction, and a service whose tokens the tests' apps take; the third part of <see cref="IdentityFamilies"/>.</summary>
internal static class TransactionFamilies
{
    public const string Service = "https://txn.mesh.local";
    public const string Id = "97053963-771d-49cc-a4e3-20aad399c312";
    public const string Subject = "mallory-canary-52d1";
    public const string Scope = "trade.stocks";

    private static readonly SigningKey Key = SigningKey.Ec();
    private static readonly Lazy<string> Keys = new(WriteKeys);
    private static readonly string[] Several = [IdentityFamilies.TrustDomain, "other.local"];

    /// <summary>The service's keys.</summary>
    public static string KeysFile => Keys.Value;

    public static IReadOnlyList<IdentityFamily> All { get; } =
    [
        new(nameof(IdentitySource.TransactionToken), IdentitySource.TransactionToken, [(MeshHeaderNames.TransactionToken, Valid().Build())], Peer: "")
        {
            Shown = $"transaction {Id}",
            Route = "transaction",
            TellsCertificate = false,
            Invalid =
            [
                .. new[]
                {
                    "garbage", "a.b.c", "Bearer " + Valid().Build(), Valid().Build() + ".", Valid().Build()[..^2], Valid(SigningKey.Ec()).Build(), Valid().Build(new byte[64]),
                    Valid().Claim("exp", Now() - 3600).Build(), Valid().Claim("iat", Now() + 3600).Build(), Valid().Claim("aud", "other.local").Build(),
                    Valid().Claim("aud", Several).Build(), Valid().Claim("iss", "https://other.mesh.local").Build(), Valid().Without("iss").Build(),
                    Valid().Header("typ", "at+jwt").Build(), Valid().Header("typ", "JWT").Build(), Valid().WithoutHeader("typ").Build(), Valid().Header("alg", "none").Build(),
                    Valid().Without("txn").Build(), Valid().Without("scope").Build(), Valid().Without("req_wl").Build(), Valid().ClaimJson("tctx", "[]").Build(),
                    Valid().ClaimJson("cnf", """{"jkt":"x"}""").Build(),
                }.Select(static token => (MeshHeaderNames.TransactionToken, token, "transaction_invalid")),
            ],
        },
    ];

    /// <summary>The settings with which an app takes the service's tokens from a hop of the tests' own, <c>chain</c>.</summary>
    public static IEnumerable<KeyValuePair<string, string?>> Settings =>
    [
        new("MeshFunctions:Tokens:Issuers:transactions:Kind", "Transaction"),
        new("MeshFunctions:Tokens:Issuers:transactions:Issuer", Service),
        new("MeshFunctions:Tokens:Issuers:transactions:Audiences:0", IdentityFamilies.TrustDomain),
        new("MeshFunctions:Tokens:Issuers:transactions:KeysFile", KeysFile),
        new("MeshFunctions:Hops:chain:Proof", "SignedAssertion"),
        new("MeshFunctions:Hops:chain:Issuer", "https://chain.mesh.local"),
        new("MeshFunctions:Hops:chain:Audience", "orders"),
        new("MeshFunctions:Hops:chain:KeysFile", KeysFile),
        new("MeshFunctions:Hops:chain:Sets:0", nameof(IdentitySource.TransactionToken)),
    ];

    /// <summary>A token that is accepted as it is, for an hour.</summary>
    public static TokenBuilder Valid(SigningKey? key = null) => new TokenBuilder(key ?? Key)
        .Header("typ", "txntoken+jwt")
        .Claim("iss", Service)
        .Claim("aud", IdentityFamilies.TrustDomain)
        .Claim("iat", Now())
        .Claim("exp", Now() + 3600)
        .Claim("sub", Subject)
        .Claim("txn", Id)
        .Claim("scope", $"{Scope} read")
        .Claim("req_wl", "apigateway.mesh.local")
        .ClaimJson("tctx", """{"action":"BUY","quantity":100}""")
        .ClaimJson("rctx", """{"req_ip":"69.151.72.123"}""")
        .ClaimJson("roles", JsonSerializer.Serialize("Orders.Write"));

    private static long Now() => TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();

    private static string WriteKeys()
    {
        var folder = Directory.CreateTempSubdirectory("mesh-transactions-");
        AppDomain.CurrentDomain.ProcessExit += (_, _) => folder.Delete(recursive: true);
        var file = Path.Combine(folder.FullName, "keys.json");
        File.WriteAllText(file, SigningKey.JwksOf(Key.Jwk));
        return file;
    }
}
