using System.Security.Cryptography;
using MeshFunctions.Tokens;

namespace MeshFunctions.Tests.Tokens;

/// <summary>A validator for one test issuer, with a clock that stands still, and tokens that it accepts until a test spoils them.</summary>
internal sealed class TokenScene
{
    public const string Audience = "api://orders";
    public const string ObjectId = "0f0e0d0c-0b0a-0908-0706-050403020100";

    private static readonly string[] Roles = ["Orders.Write", "Orders.Read"];

    public TokenScene(KeyServer server, IssuerKind kind = IssuerKind.Oidc, SigningKey? key = null, bool version1 = false, Action<IssuerOptions>? configure = null)
    {
        Kind = kind;
        Version1 = version1;
        Key = key ?? SigningKey.SharedEc;
        Tenant = new Guid(RandomNumberGenerator.GetBytes(16)).ToString("D");
        Issuer = server.AddIssuer(name => kind == IssuerKind.Oidc ? $"/{name}" : version1 ? $"/{Tenant}/" : $"/{Tenant}/v2.0");
        Issuer.Publish(Key);
        var options = new IssuerOptions { Issuer = Issuer.Issuer, Kind = kind, CaFile = server.CaFile };
        configure?.Invoke(options);
        if (options.Audiences.Count == 0)
        {
            options.Audiences.Add(Audience);
        }

        Options.Issuers["main"] = options;
        Validator = TokenValidator.Create(Options, Clock);
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

    /// <summary>A token that is accepted as it is.</summary>
    public TokenBuilder Valid(SigningKey? key = null)
    {
        var token = new TokenBuilder(key ?? Key)
            .Header("typ", Kind == IssuerKind.Oidc ? "at+jwt" : "JWT")
            .Claim("iss", Issuer.Issuer)
            .Claim("aud", Audience)
            .Claim("iat", Now - 10)
            .Claim("nbf", Now - 10)
            .Claim("exp", Now + 600)
            .Claim("roles", Roles);
        return Kind == IssuerKind.Oidc
            ? token.Claim("sub", "user-1").Claim("client_id", "web").Claim("jti", "token-1").Claim("scope", "openid orders")
            : token.Claim("sub", ObjectId).Claim("oid", ObjectId).Claim("tid", Tenant)
                .Claim("ver", Version1 ? "1.0" : "2.0").Claim(Version1 ? "appid" : "azp", "web");
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
