using System.Buffers.Text;
using System.Diagnostics.Metrics;
using System.Text;
using System.Text.Json.Nodes;
using LocalCloud.Configuration;
using LocalCloud.Hosting;
using LocalCloud.Tokens;
using MeshFunctions.Tokens;
using Microsoft.Extensions.DependencyInjection;

namespace Benchmarks;

/// <summary>A validator that has fetched the keys of an issuer of a local cloud in this process, and tokens of that issuer, all of about 1.6 kB.</summary>
internal sealed class TokenBench : IAsyncDisposable
{
    private const string Audience = "api://orders";
    private const int TokenLength = 1600;

    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private readonly LocalCloudHost _cloud;
    private readonly CloudIssuer _issuer;
    private readonly TokenValidator _validator;
    private readonly TokenValidator _caching;
    private readonly TokenValidator _cachingLittle;

    private TokenBench(LocalCloudHost cloud, CloudIssuer issuer)
    {
        (_cloud, _issuer) = (cloud, issuer);
        var options = new TokensOptions();
        options.Issuers["bench"] = new IssuerOptions
        {
            Issuer = cloud.Issuer(issuer),
            Kind = issuer == CloudIssuer.Entra ? IssuerKind.Entra : IssuerKind.Oidc,
            Audiences = { Audience },
            CaFile = cloud.CaFile,
            ForcedRefreshInterval = TimeSpan.FromHours(1),
        };
        var meters = _services.GetRequiredService<IMeterFactory>();
        _caching = TokenValidator.Create(options, meterFactory: meters);
        options.CachedTokens = 2;
        _cachingLittle = TokenValidator.Create(options, meterFactory: meters);
        options.CachedTokens = 0;
        _validator = TokenValidator.Create(options, meterFactory: meters);
    }

    /// <summary>Public half of the key that signs.</summary>
    public string PublicPem => _cloud.Keys(_issuer).Current.ToPublicPem();

    /// <summary>The same issuer for an app.</summary>
    public IEnumerable<KeyValuePair<string, string?>> Settings =>
    [
        new("MeshFunctions:Tokens:Issuers:bench:Issuer", _cloud.Issuer(_issuer)),
        new("MeshFunctions:Tokens:Issuers:bench:Kind", _issuer == CloudIssuer.Entra ? "Entra" : "Oidc"),
        new("MeshFunctions:Tokens:Issuers:bench:Audiences:0", Audience),
        new("MeshFunctions:Tokens:Issuers:bench:CaFile", _cloud.CaFile),
    ];

    public static async Task<TokenBench> StartAsync(CloudIssuer issuer) => new(
        await LocalCloudHost.StartAsync(new CloudConfig { AdminKey = "admin", TenantId = new Guid("11111111-2222-3333-4444-555555555555") }), issuer);

    public string Mint(TimeSpan? lifetime = null, string audience = Audience, string? keyId = null, int moreClaims = 0)
    {
        var token = Mint(lifetime, audience, keyId, moreClaims, "");
        return Mint(lifetime, audience, keyId, moreClaims, new string('x', (TokenLength - token.Length) * 3 / 4));
    }

    /// <summary>Validates until the answer comes at once, as it does in a process that has been up for a while.</summary>
    /// <exception cref="InvalidOperationException">The answer is another one: there would be nothing to measure.</exception>
    public async Task ExpectAsync(string token, TokenError expected)
    {
        for (var attempt = 0; ; attempt++)
        {
            var pending = _validator.ValidateAsync(token);
            var atOnce = pending.IsCompletedSuccessfully;
            var result = await pending;
            if (atOnce && result.Error == expected)
            {
                return;
            }

            if (attempt == 10)
            {
                throw new InvalidOperationException($"Wanted {expected} at once, got {result}.");
            }
        }
    }

    public TokenError Validate(string token)
    {
        var pending = _validator.ValidateAsync(token);
        return pending.IsCompletedSuccessfully ? pending.Result.Error : throw new InvalidOperationException("The keys were fetched in the middle.");
    }

    /// <summary>In full, and the token itself.</summary>
    public ValidatedToken ValidateAnew(string token) => TokenOf(_validator.ValidateAsync(token));

    /// <summary>By a validator with a cache.</summary>
    public ValidatedToken ValidateAgain(string token) => TokenOf(_caching.ValidateAsync(token));

    /// <summary>By a validator whose cache is much smaller than the number of tokens that it sees.</summary>
    public ValidatedToken ValidateOneOfMany(string token) => TokenOf(_cachingLittle.ValidateAsync(token));

    /// <summary>Shows a token until it is found in the cache.</summary>
    public async Task CacheAsync(string token)
    {
        await _cachingLittle.ValidateAsync(token);
        var (before, now) = (await _caching.ValidateAsync(token), await _caching.ValidateAsync(token));
        if (!ReferenceEquals(now, await _caching.ValidateAsync(token)) || ReferenceEquals(before, now))
        {
            throw new InvalidOperationException("It is not found in the cache.");
        }
    }

    /// <summary>Another subject over the genuine signature.</summary>
    public static string Tampered(string token)
    {
        var parts = token.Split('.');
        var payload = JsonNode.Parse(Base64Url.DecodeFromChars(parts[1]))!;
        payload["sub"] = "mallory";
        return $"{parts[0]}.{Base64Url.EncodeToString(Encoding.UTF8.GetBytes(payload.ToJsonString()))}.{parts[2]}";
    }

    public static (byte[] Input, byte[] Signature) Parts(string token)
    {
        var dot = token.LastIndexOf('.');
        return (Encoding.ASCII.GetBytes(token[..dot]), Base64Url.DecodeFromChars(token.AsSpan(dot + 1)));
    }

    private static ValidatedToken TokenOf(ValueTask<TokenResult> pending) =>
        pending.IsCompletedSuccessfully && pending.Result.Token is { } token ? token : throw new InvalidOperationException("The token was not accepted at once.");

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        await _cloud.DisposeAsync();
    }

    private string Mint(TimeSpan? lifetime, string audience, string? keyId, int moreClaims, string padding) => _cloud.Mint(new TokenSpec
    {
        Issuer = _issuer,
        Subject = "rita",
        Audience = audience,
        Roles = ["Orders.Read", "Orders.Write"],
        Lifetime = lifetime ?? TimeSpan.FromHours(1),
        Claims = new JsonObject([.. Enumerable.Range(0, moreClaims).Select(static number => KeyValuePair.Create($"more{number:00}", (JsonNode?)"value")), KeyValuePair.Create("padding", (JsonNode?)padding)]),
        Header = keyId is null ? null : new JsonObject { ["kid"] = keyId },
    });
}
