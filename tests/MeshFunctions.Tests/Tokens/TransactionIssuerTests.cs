using MeshFunctions.Tokens;
using Microsoft.Extensions.Logging.Abstractions;

namespace MeshFunctions.Tests.Tokens;

/// <summary>Transaction tokens (draft-ietf-oauth-transaction-tokens): their claims, and that they and access tokens are never taken for one another.</summary>
public sealed class TransactionIssuerTests(KeyServer server)
{
    public static TheoryData<string> AccessKinds => ["Oidc", "Untyped", "Entra", "Kubernetes", "Spiffe"];

    [Theory]
    [InlineData("txntoken+jwt")]
    [InlineData("TXNToken+JWT")]
    [InlineData("application/txntoken+jwt")]
    public async Task Validate_transaction_token_is_accepted(string type)
    {
        var scene = new TokenScene(server, IssuerKind.Transaction);
        var token = await scene.AcceptAsync(scene.Valid().Header("typ", type));
        token.IssuerName.ShouldBe("main");
        token.IssuerKind.ShouldBe(IssuerKind.Transaction);
        token.ExpiresAt.ShouldBe(scene.Clock.GetUtcNow().AddSeconds(600));
    }

    /// <summary>The draft's own example has no <c>iss</c>.</summary>
    [Fact]
    public async Task T43b_token_without_issuer_is_accepted_where_the_only_unnamed_service_is_configured_and_nowhere_else()
    {
        var unnamed = new TokenScene(server, IssuerKind.Transaction, configure: Unnamed);
        (await unnamed.ValidateAsync(unnamed.Valid().Without("iss").Build())).Error.ShouldBe(TokenError.None, "control");
        (await unnamed.ValidateAsync(unnamed.Valid().Build())).Error.ShouldBe(TokenError.IssuerNotAllowed, "it names an issuer");
        (await unnamed.ValidateAsync(unnamed.Valid().Claim("iss", "").Build())).Error.ShouldBe(TokenError.IssuerNotAllowed);
        (await unnamed.ValidateAsync(unnamed.Valid().ClaimJson("iss", "null").Build())).Error.ShouldBe(TokenError.IssuerNotAllowed);

        var named = new TokenScene(server, IssuerKind.Transaction);
        await named.RefuseAsync(named.Valid().Without("iss"), TokenError.IssuerNotAllowed);
        await named.RefuseAsync(named.Valid().Without("iss").Claim("sub", TokenScene.Workload), TokenError.IssuerNotAllowed);
    }

    [Theory]
    [InlineData("iat", TokenError.ClaimMissing)]
    [InlineData("aud", TokenError.AudienceMismatch)]
    [InlineData("exp", TokenError.TimeInvalid)]
    [InlineData("txn", TokenError.ClaimMissing)]
    [InlineData("sub", TokenError.ClaimMissing)]
    [InlineData("scope", TokenError.ClaimMissing)]
    [InlineData("req_wl", TokenError.ClaimMissing)]
    public async Task Validate_required_claim_missing_refused(string name, object expected)
    {
        var scene = new TokenScene(server, IssuerKind.Transaction);
        await scene.RefuseAsync(scene.Valid().Without(name), (TokenError)expected);
    }

    [Fact]
    public async Task Validate_optional_claims_may_be_missing()
    {
        var scene = new TokenScene(server, IssuerKind.Transaction);
        await scene.AcceptAsync(scene.Valid().Without("tctx").Without("rctx").Without("nbf"));
    }

    /// <summary>Drafts before -06 called the scope <c>purp</c>; two names for one thing would be two readings.</summary>
    [Fact]
    public async Task Validate_purpose_of_older_drafts_is_no_scope()
    {
        var scene = new TokenScene(server, IssuerKind.Transaction);
        await scene.RefuseAsync(scene.Valid().Without("scope").Claim("purp", "trade.stocks"), TokenError.ClaimMissing);
    }

    [Theory]
    [InlineData("txn", "1")]
    [InlineData("txn", "\"\"")]
    [InlineData("txn", "[\"a\"]")]
    [InlineData("scope", "[\"trade.stocks\"]")]
    [InlineData("scope", "\"\"")]
    [InlineData("scope", "{}")]
    [InlineData("req_wl", "[\"a\"]")]
    [InlineData("req_wl", "\"\"")]
    [InlineData("tctx", "\"BUY\"")]
    [InlineData("tctx", "[]")]
    [InlineData("tctx", "null")]
    [InlineData("rctx", "1")]
    public async Task T34_claim_of_another_shape_refused(string name, string json)
    {
        var scene = new TokenScene(server, IssuerKind.Transaction);
        await scene.RefuseAsync(scene.Valid().ClaimJson(name, json), TokenError.ClaimInvalid);
    }

    [Fact]
    public async Task T34_thousand_scopes_refused()
    {
        var scene = new TokenScene(server, IssuerKind.Transaction);
        await scene.RefuseAsync(scene.Valid().Claim("scope", string.Join(' ', Enumerable.Repeat("a", 1001))), TokenError.ClaimInvalid);
        await scene.AcceptAsync(scene.Valid().Claim("scope", string.Join(' ', Enumerable.Repeat("a", 1000))));
    }

    [Theory]
    [InlineData("\"other.local\"")]
    [InlineData("\"MESH.local\"")]
    [InlineData("\"mesh.local/\"")]
    [InlineData("[\"mesh.local\",\"other.local\"]")]
    [InlineData("[\"mesh.local\",\"mesh.local\"]")]
    [InlineData("[\"other.local\"]")]
    [InlineData("[]")]
    [InlineData("[1]")]
    [InlineData("1")]
    public async Task T31_audience_is_the_trust_domain_and_nothing_beside_it(string json)
    {
        var scene = new TokenScene(server, IssuerKind.Transaction);
        await scene.RefuseAsync(scene.Valid().ClaimJson("aud", json), TokenError.AudienceMismatch);
        await scene.AcceptAsync(scene.Valid().ClaimJson("aud", "[\"mesh.local\"]"));
    }

    [Fact]
    public async Task T32_expired_or_future_refused()
    {
        var scene = new TokenScene(server, IssuerKind.Transaction);
        await scene.RefuseAsync(scene.Valid().Claim("exp", scene.Now - 61), TokenError.Expired);
        await scene.RefuseAsync(scene.Valid().Claim("iat", scene.Now + 61), TokenError.NotYetValid);
        await scene.RefuseAsync(scene.Valid().Claim("nbf", scene.Now + 61), TokenError.NotYetValid);
        await scene.RefuseAsync(scene.Valid().Claim("iat", "1"), TokenError.TimeInvalid);
    }

    [Fact]
    public async Task T43_token_bound_to_a_key_refused()
    {
        var scene = new TokenScene(server, IssuerKind.Transaction);
        await scene.RefuseAsync(scene.Valid().ClaimJson("cnf", """{"jkt":"x"}"""), TokenError.ConfirmationMissing);
    }

    [Fact]
    public async Task T23_T29_signature_and_key_are_those_of_the_service()
    {
        var scene = new TokenScene(server, IssuerKind.Transaction);
        await scene.RefuseAsync(scene.Valid(SigningKey.Ec()), TokenError.KeyUnknown);
        var valid = scene.Valid();
        await scene.RefuseAsync(valid.Build(new byte[64]), TokenError.SignatureInvalid);
    }

    [Theory]
    [InlineData("at+jwt")]
    [InlineData("JWT")]
    [InlineData("JOSE")]
    [InlineData("txn_token")]
    [InlineData("txntoken")]
    [InlineData(null)]
    public async Task T33_type_of_another_kind_is_no_transaction(string? type)
    {
        var scene = new TokenScene(server, IssuerKind.Transaction);
        await scene.RefuseAsync(type is null ? scene.Valid().WithoutHeader("typ") : scene.Valid().Header("typ", type), TokenError.TypeNotAllowed);
    }

    [Theory]
    [MemberData(nameof(AccessKinds))]
    public async Task T33_transaction_token_type_is_refused_by_every_kind_of_access_token(string kind)
    {
        var scene = Access(kind);
        await scene.RefuseAsync(scene.Valid().Header("typ", "txntoken+jwt"), TokenError.TypeNotAllowed);
        await scene.RefuseAsync(scene.Valid().Header("typ", "application/txntoken+jwt"), TokenError.TypeNotAllowed);
    }

    /// <summary>Whatever a transaction token service signs, typed and made as an access token, is nobody's credential; and the other way round.</summary>
    [Theory]
    [MemberData(nameof(AccessKinds))]
    public async Task T43c_issuers_of_one_use_do_not_exist_for_the_other(string kind)
    {
        var access = Access(kind);
        var transactions = new TokenScene(server, IssuerKind.Transaction);
        var options = new TokensOptions();
        options.Issuers["access"] = access.Options.Issuers["main"];
        options.Issuers["transactions"] = transactions.Options.Issuers["main"];
        var callers = TokenValidator.Create(options, access.Clock);
        var chains = new TokenValidator(options, access.Clock, meters: null, NullLogger<TokenValidator>.Instance, TokenUse.Transaction);
        async Task<TokenError> AskAsync(TokenValidator validator, TokenBuilder token) => (await validator.ValidateAsync(token.Build(), TestContext.Current.CancellationToken)).Error;

        (await AskAsync(callers, transactions.Valid())).ShouldBe(TokenError.IssuerNotAllowed);
        (await AskAsync(callers, transactions.Valid().Header("typ", "at+jwt").Claim("aud", TokenScene.Audience).Claim("client_id", "web").Claim("jti", "1"))).ShouldBe(TokenError.IssuerNotAllowed);
        (await AskAsync(chains, access.Valid())).ShouldBe(TokenError.IssuerNotAllowed);
        (await AskAsync(
            chains,
            access.Valid().Header("typ", "txntoken+jwt").Claim("aud", TokenScene.TrustDomain).Claim("txn", "1").Claim("scope", "a").Claim("req_wl", "gateway"))).ShouldBe(TokenError.IssuerNotAllowed);
        (await AskAsync(callers, access.Valid())).ShouldBe(TokenError.None, "control");
        (await AskAsync(chains, transactions.Valid())).ShouldBe(TokenError.None, "control");
    }

    [Fact]
    public async Task T43c_access_token_without_issuer_is_no_transaction_of_the_unnamed_service()
    {
        var spiffe = new TokenScene(server, IssuerKind.Spiffe);
        var unnamed = new TokenScene(server, IssuerKind.Transaction, configure: Unnamed);
        (await unnamed.ValidateAsync(spiffe.Valid().Build())).Error.ShouldBe(TokenError.TypeNotAllowed);
        (await spiffe.ValidateAsync(unnamed.Valid().Without("iss").Claim("sub", TokenScene.Workload).Claim("aud", TokenScene.Audience).Build())).Error.ShouldBe(TokenError.TypeNotAllowed);
        (await unnamed.ValidateAsync(unnamed.Valid().Without("iss").Build())).Error.ShouldBe(TokenError.None, "control");
    }

    private static void Unnamed(IssuerOptions options) => (options.KeysAddress, options.Issuer) = ($"{options.Issuer.TrimEnd('/')}/keys", "");

    private TokenScene Access(string kind) => string.Equals(kind, "Untyped", StringComparison.Ordinal)
        ? new TokenScene(server, configure: static options => options.AcceptUntyped = true)
        : new TokenScene(server, Enum.Parse<IssuerKind>(kind));
}
