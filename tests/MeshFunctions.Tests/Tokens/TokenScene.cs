using System.Security.Cryptography;
using MeshFunctions.Tokens;
using Microsoft.Extensions.Logging.Abstractions;

namespace MeshFunctions.Tests.Tokens;

/// <summary>A validator for one test issuer, with a clock that stands still, and tokens that it accepts until a test spoils them.</summary>
internal sealed class TokenScene
{
    public const string Audience = "api://orders";
    public const string ObjectId = "0f0e0d0c-0b0a-0908-0706-050403020100";

    public const string TrustDomain = "mesh.local";
    public const string Workload = "spiffe://mesh.local/ns/shop/sa/orders";
    public const string ServiceAccount = "system:serviceaccount:shop:orders";

    private static readonly string[] Roles = ["Orders.Write", "Orders.Read"];

    public TokenScene(KeyServer server, IssuerKind kind = IssuerKind.Oidc, SigningKey? key = null, bool version1 = false, Action<IssuerOptions>? configure = null)
    {
        Kind = kind;
        Version1 = version1;
        Key = key ?? SigningKey.SharedEc;
        Tenant = new Guid(RandomNumberGenerator.GetBytes(16)).ToString("D");
        Issuer = server.AddIssuer(name => kind != IssuerKind.Entra ? $"/{name}" : version1 ? $"/{Tenant}/" : $"/{Tenant}/v2.0");
        Publish(Key);
        var options = new IssuerOptions { Issuer = Issuer.Issuer, Kind = kind, CaFile = server.CaFile };
        if (kind == IssuerKind.Spiffe)
        {
            (options.Issuer, options.TrustDomain, options.KeysAddress) = ("", TrustDomain, Issuer.KeysAddress);
        }

        configure?.Invoke(options);
        if (options.Audiences.Count == 0)
        {
            options.Audiences.Add(kind == IssuerKind.Transaction ? TrustDomain : Audience);
        }

        Options.Issuers["main"] = options;
        Validator = TokenValidator.Create(Options, Clock);
        if (kind == IssuerKind.Transaction)
        {
            Validator = new TokenValidator(Options, Clock, meters: null, NullLogger<TokenValidator>.Instance, TokenUse.Transaction);
        }
    }

    public IssuerKind Kind { get; }

    public bool Version1 { get; }

    public string Tenant { get; }

    public FakeClock Clock { get; } = new();

    public SigningKey Key { get; }

    public TestIssuer Issuer { get; }

    public TokensOptions Options { get; } = new();

    public TokenValidator Validator { get; }

    public long Now => Clock.GetUtcNow().ToUnixTimeSeconds();

    /// <summary>Publishes keys as issuers of this kind do.</summary>
    public void Publish(params IEnumerable<SigningKey> keys) => Issuer.Jwks = SigningKey.JwksOf(keys.Select(
        key => Kind == IssuerKind.Spiffe ? new Dictionary<string, object>(key.Jwk, StringComparer.Ordinal) { ["use"] = "jwt-svid" } : key.Jwk));

    /// <summary>A token that is accepted as it is.</summary>
    public TokenBuilder Valid(SigningKey? key = null)
    {
        var token = new TokenBuilder(key ?? Key)
            .Claim("aud", Audience)
            .Claim("iat", Now - 10)
            .Claim("nbf", Now - 10)
            .Claim("exp", Now + 600)
            .Claim("roles", Roles);
        return Kind switch
        {
            IssuerKind.Oidc => token.Header("typ", "at+jwt").Claim("iss", Issuer.Issuer)
                .Claim("sub", "user-1").Claim("client_id", "web").Claim("jti", "token-1").Claim("scope", "openid orders"),
            IssuerKind.Entra => token.Header("typ", "JWT").Claim("iss", Issuer.Issuer).Claim("sub", ObjectId).Claim("oid", ObjectId).Claim("tid", Tenant)
                .Claim("ver", Version1 ? "1.0" : "2.0").Claim(Version1 ? "appid" : "azp", "web"),
            IssuerKind.Spiffe => token.Header("typ", "JWT").Claim("sub", Workload),
            IssuerKind.Kubernetes => token.Claim("iss", Issuer.Issuer).Claim("sub", ServiceAccount)
                .ClaimJson("kubernetes.io", """{"namespace":"shop","pod":{"name":"orders-0","uid":"1"},"serviceaccount":{"name":"orders","uid":"2"},"warnafter":1}"""),
            IssuerKind.Transaction => token.Header("typ", "txntoken+jwt").Claim("iss", Issuer.Issuer).Claim("aud", TrustDomain).Claim("sub", "user-1").Claim("txn", "97053963-771d")
                .Claim("scope", "trade.stocks read").Claim("req_wl", "apigateway.mesh.local").ClaimJson("tctx", """{"action":"BUY"}""").ClaimJson("rctx", """{"req_ip":"69.151.72.123"}"""),
            _ => throw new InvalidOperationException("No tokens of that kind."),
        };
    }

    public async Task<TokenResult> ValidateAsync(string token) => await Validator.ValidateAsync(token, TestContext.Current.CancellationToken);

    public async Task<ValidatedToken> AcceptAsync(TokenBuilder token)
    {
        var result = await ValidateAsync(token.Build());
        result.Error.ShouldBe(TokenError.None);
        return result.Token.ShouldNotBeNull();
    }

    /// <summary>Refuses the token, and, as a control, accepts the one that nobody spoilt.</summary>
    public async Task RefuseAsync(string token, TokenError expected)
    {
        await AcceptAsync(Valid());
        var result = await ValidateAsync(token);
        result.Error.ShouldBe(expected);
        result.IsValid.ShouldBeFalse();
        result.Token.ShouldBeNull();
    }

    public Task RefuseAsync(TokenBuilder token, TokenError expected) => RefuseAsync(token.Build(), expected);
}
