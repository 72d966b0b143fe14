using MeshFunctions.Tokens;

namespace MeshFunctions.Tests.Tokens;

/// <summary>JWT-SVIDs (SPIFFE JWT-SVID §2, §3): their trust domain is found by their subject.</summary>
public sealed class SpiffeIssuerTests(KeyServer server)
{
    [Theory]
    [InlineData("JWT")]
    [InlineData("JOSE")]
    [InlineData(null)]
    public async Task Validate_workload_of_the_trust_domain_is_accepted(string? type)
    {
        var scene = new TokenScene(server, IssuerKind.Spiffe);
        var token = await scene.AcceptAsync(type is null ? scene.Valid().WithoutHeader("typ") : scene.Valid().Header("typ", type));
        token.Subject.ShouldBe(TokenScene.Workload);
        token.SubjectKind.ShouldBe(SubjectKind.Workload);
        token.Issuer.ShouldBe("spiffe://mesh.local");
        token.IssuerKind.ShouldBe(IssuerKind.Spiffe);
    }

    [Theory]
    [InlineData("at+jwt", TokenError.TypeNotAllowed)]
    [InlineData("dpop+jwt", TokenError.TypeNotAllowed)]
    public async Task T33_type_of_another_kind_refused(string type, TokenError expected)
    {
        var scene = new TokenScene(server, IssuerKind.Spiffe);
        await scene.RefuseAsync(scene.Valid().Header("typ", type), expected);
    }

    [Theory]
    [InlineData("cty")]
    [InlineData("x5t")]
    [InlineData("jku")]
    public async Task Validate_further_header_members_refused(string name)
    {
        var scene = new TokenScene(server, IssuerKind.Spiffe);
        await scene.RefuseAsync(scene.Valid().Header(name, "x"), TokenError.HeaderNotSupported);
    }

    [Theory]
    [InlineData("spiffe://other.local/ns/shop/sa/orders")]
    [InlineData("spiffe://mesh.local.evil.example/ns/shop/sa/orders")]
    [InlineData("spiffe://MESH.local/ns/shop/sa/orders")]
    [InlineData("spiffe://mesh.local:8443/ns/shop")]
    [InlineData("https://mesh.local/ns/shop")]
    [InlineData("mesh.local")]
    [InlineData("")]
    public async Task T43b_trust_domain_without_a_bundle_refused(string subject)
    {
        var scene = new TokenScene(server, IssuerKind.Spiffe);
        await scene.RefuseAsync(scene.Valid().Claim("sub", subject), TokenError.IssuerNotAllowed);
    }

    [Fact]
    public async Task T43b_trust_domain_itself_is_no_workload()
    {
        var scene = new TokenScene(server, IssuerKind.Spiffe);
        await scene.RefuseAsync(scene.Valid().Claim("sub", "spiffe://mesh.local"), TokenError.SubjectNotAllowed);
    }

    [Fact]
    public async Task T43b_token_without_issuer_that_is_no_svid_refused()
    {
        var scene = new TokenScene(server, IssuerKind.Spiffe);
        await scene.RefuseAsync(scene.Valid().Without("sub"), TokenError.IssuerNotAllowed);
        await scene.RefuseAsync(scene.Valid().Claim("sub", 1), TokenError.IssuerNotAllowed);
        await scene.RefuseAsync(scene.Valid().ClaimJson("sub", $"[\"{TokenScene.Workload}\"]"), TokenError.IssuerNotAllowed);

        var oidc = new TokenScene(server);
        await oidc.RefuseAsync(oidc.Valid().Without("iss").Claim("sub", TokenScene.Workload), TokenError.IssuerNotAllowed);
    }

    [Theory]
    [InlineData("")]
    [InlineData("https://issuer.example")]
    [InlineData("spiffe://mesh.local")]
    public async Task T30_issuer_in_the_token_that_is_not_configured_refused(string issuer)
    {
        var scene = new TokenScene(server, IssuerKind.Spiffe);
        await scene.RefuseAsync(scene.Valid().Claim("iss", issuer), TokenError.IssuerNotAllowed);
        await scene.RefuseAsync(scene.Valid().ClaimJson("iss", "null"), TokenError.IssuerNotAllowed);
    }

    [Fact]
    public async Task Validate_trust_domain_whose_tokens_name_an_issuer_needs_it()
    {
        var scene = new TokenScene(server, IssuerKind.Spiffe, configure: static options => options.Issuer = "https://spire.mesh.local");
        var named = await scene.AcceptAsync(scene.Valid().Claim("iss", "https://spire.mesh.local"));
        named.Issuer.ShouldBe("https://spire.mesh.local");
        (await scene.ValidateAsync(scene.Valid().Build())).Error.ShouldBe(TokenError.IssuerNotAllowed);
        (await scene.ValidateAsync(scene.Valid().Claim("iss", "https://spire.mesh.local").Claim("sub", "spiffe://other.local/a").Build())).Error
            .ShouldBe(TokenError.SubjectNotAllowed);
    }

    [Fact]
    public async Task T31_audience_and_T32_expiry_are_mandatory()
    {
        var scene = new TokenScene(server, IssuerKind.Spiffe);
        await scene.RefuseAsync(scene.Valid().Without("aud"), TokenError.AudienceMismatch);
        await scene.RefuseAsync(scene.Valid().Without("exp"), TokenError.TimeInvalid);
    }

    /// <summary>A bundle holds the authorities of certificates as well, and those sign no tokens.</summary>
    [Theory]
    [InlineData("x509-svid")]
    [InlineData("sig")]
    [InlineData(null)]
    public async Task T21_key_of_the_bundle_for_another_use_refused(string? use)
    {
        var scene = new TokenScene(server, IssuerKind.Spiffe);
        var another = SigningKey.Ec();
        var jwk = new Dictionary<string, object>(another.Jwk, StringComparer.Ordinal);
        _ = use is null ? jwk.Remove("use") : (jwk["use"] = use) is null;
        scene.Issuer.Jwks = SigningKey.JwksOf(new Dictionary<string, object>(scene.Key.Jwk, StringComparer.Ordinal) { ["use"] = "jwt-svid" }, jwk);
        await scene.RefuseAsync(scene.Valid(another), TokenError.KeyUnknown);
    }
}
