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
        _validator = TokenValidator.Create(options, meterFactory: _services.GetRequiredService<IMeterFactory>());
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

    public string Mint(TimeSpan? lifetime = null, string audience = Audience, string? keyId = null)
    {
        var token = Mint(lifetime, audience, keyId, "");
        return Mint(lifetime, audience, keyId, new string('x', (TokenLength - token.Length) * 3 / 4));
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

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        await _cloud.DisposeAsync();
    }

    private string Mint(TimeSpan? lifetime, string audience, string? keyId, string padding) => _cloud.Mint(new TokenSpec
    {
        Issuer = _issuer,
        Subject = "rita",
        Audience = audience,
        Roles = ["Orders.Read", "Orders.Write"],
        Lifetime = lifetime ?? TimeSpan.FromHours(1),
        Claims = new JsonObject { ["padding"] = padding },
        Header = keyId is null ? null : new JsonObject { ["kid"] = keyId },
    });
}
