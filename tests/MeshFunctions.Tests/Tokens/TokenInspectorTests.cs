using System.Text;
using MeshFunctions.Tokens;

namespace MeshFunctions.Tests.Tokens;

public sealed class TokenInspectorTests(KeyServer server)
{
    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("\"text\"")]
    [InlineData("1")]
    [InlineData("\ufeff{}")]
    [InlineData("not json")]
    public async Task T27_part_notAnObject_malformed(string text)
    {
        var scene = new TokenScene(server);
        await scene.RefuseAsync(scene.Valid().HeaderText(text), TokenError.Malformed);
        await scene.RefuseAsync(scene.Valid().PayloadText(text), TokenError.Malformed);
    }

    [Theory]
    [InlineData("\"alg\":\"ES256\"")]
    [InlineData("\"\\u0061lg\":\"none\"")]
    [InlineData("\"x\":{\"y\":1,\"\\u0079\":2}")]
    [InlineData("\"x\":\"\\ud800\"")]
    [InlineData("\"x\":[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]")]
    [InlineData("\"x\":1}{")]
    [InlineData("\"x\":1}x")]
    public async Task T27_header_notStrict_malformed(string member)
    {
        var scene = new TokenScene(server);
        var text = scene.Valid().HeaderJsonText;
        await scene.RefuseAsync(scene.Valid().HeaderText($"{text[..^1]},{member}}}"), TokenError.Malformed);
    }

    [Theory]
    [InlineData("\"iss\":\"https://evil.example\"")]
    [InlineData("\"\\u0069ss\":\"https://evil.example\"")]
    [InlineData("\"exp\":99999999999")]
    [InlineData("\"\\u0065\\u0078\\u0070\":99999999999")]
    [InlineData("\"aud\":\"other\"")]
    [InlineData("\"roles\":[\"Admin\"]")]
    [InlineData("\"x\":[{\"y\":1,\"y\":1}]")]
    [InlineData("\"x\":\"\\udc00\"")]
    [InlineData("\"x\":[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]")]
    [InlineData("\"x\":1}\0")]
    [InlineData("\"x\":1},")]
    public async Task T27_payload_notStrict_malformed(string member)
    {
        var scene = new TokenScene(server);
        var text = scene.Valid().Payload;
        await scene.RefuseAsync(scene.Valid().PayloadText($"{text[..^1]},{member}}}"), TokenError.Malformed);
    }

    [Fact]
    public async Task T27_text_invalidUtf8_malformed()
    {
        var scene = new TokenScene(server);
        var header = Encoding.UTF8.GetBytes(scene.Valid().HeaderJsonText);
        var payload = Encoding.UTF8.GetBytes(scene.Valid().Payload);
        (await scene.ValidateAsync(scene.Valid().Build(header, payload))).IsValid.ShouldBeTrue();
        byte[] spoilt = [.. ",\"x\":\""u8, 0xc0, 0x80, .. "\"}"u8];
        await scene.RefuseAsync(scene.Valid().Build([.. header[..^1], .. spoilt], payload), TokenError.Malformed);
        await scene.RefuseAsync(scene.Valid().Build(header, [.. payload[..^1], .. spoilt]), TokenError.Malformed);
        await scene.RefuseAsync(scene.Valid().Build(header, [0xef, 0xbb, 0xbf, .. payload]), TokenError.Malformed);
        await scene.RefuseAsync(scene.Valid().Build(header, Encoding.Unicode.GetBytes(scene.Valid().Payload)), TokenError.Malformed);
    }

    [Fact]
    public async Task Validate_claimsWrittenWithEscapes_areTheSame()
    {
        var scene = new TokenScene(server);
        var escaped = $"\"{scene.Issuer.Issuer.Replace("/", "\\/", StringComparison.Ordinal).Replace("h", "\\u0068", StringComparison.Ordinal)}\"";
        var keyId = $"\"\\u006b{scene.Key.KeyId[1..]}\"";
        await scene.AcceptAsync(scene.Valid().ClaimJson("iss", escaped).HeaderJson("kid", keyId).HeaderJson("typ", "\"at\\u002bJWT\""));
        await scene.AcceptAsync(scene.Valid().PayloadText(scene.Valid().Payload.Replace("\"iss\"", "\"\\u0069ss\"", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("crit", "[\"exp\"]")]
    [InlineData("crit", "[]")]
    [InlineData("crit", "[\"b64\"]")]
    [InlineData("crit", "null")]
    [InlineData("crit", "\"alg\"")]
    [InlineData("b64", "false")]
    [InlineData("b64", "true")]
    [InlineData("zip", "\"DEF\"")]
    [InlineData("zip", "null")]
    public async Task T28_header_changesTheMeaning_refused(string name, string json)
    {
        ArgumentNullException.ThrowIfNull(name);
        var scene = new TokenScene(server);
        await scene.RefuseAsync(scene.Valid().HeaderJson(name, json), TokenError.HeaderNotSupported);
        await scene.RefuseAsync(
            scene.Valid().HeaderText($"{scene.Valid().HeaderJsonText[..^1]},\"\\u00{(int)name[0]:x2}{name[1..]}\":{json}}}"),
            TokenError.HeaderNotSupported);
    }

    [Fact]
    public async Task T28_header_carriesAKey_ignored()
    {
        var scene = new TokenScene(server);
        var attacker = SigningKey.Ec();
        var elsewhere = new TokenScene(server, key: attacker);
        var jwk = attacker.Jwk;

        // With our key such a header changes nothing ...
        await scene.AcceptAsync(scene.Valid().Header("jwk", jwk).Header("jku", elsewhere.Issuer.KeysAddress));
        await scene.AcceptAsync(scene.Valid().HeaderJson("x5u", $"\"{elsewhere.Issuer.KeysAddress}\"").HeaderJson("x5c", "[\"MIIB\"]").HeaderJson("x5t", "1"));

        // ... and the attacker's key does not become ours by it.
        var forged = scene.Valid(attacker).Header("jwk", jwk).Header("jku", elsewhere.Issuer.KeysAddress).Header("x5u", elsewhere.Issuer.KeysAddress);
        await scene.RefuseAsync(forged, TokenError.KeyUnknown);
        await scene.RefuseAsync(forged.Header("kid", scene.Key.KeyId), TokenError.SignatureInvalid);
        await scene.RefuseAsync(forged.WithoutHeader("kid"), TokenError.SignatureInvalid);
        elsewhere.Issuer.KeyRequests.ShouldBe(0);
    }

    [Fact]
    public async Task T30_issuer_notExactlyConfigured_refused()
    {
        var scene = new TokenScene(server, IssuerKind.Entra);
        var issuer = scene.Issuer.Issuer;
        string[] others =
        [
            $"{issuer}/", issuer[..^1], issuer.ToUpperInvariant(), issuer.Replace("https", "http", StringComparison.Ordinal),
            issuer.Replace("https", "HTTPS", StringComparison.Ordinal), issuer.Replace("127.0.0.1", "127.0.0.l", StringComparison.Ordinal),
            issuer.Replace(scene.Tenant, "common", StringComparison.Ordinal), issuer.Replace(scene.Tenant, "organizations", StringComparison.Ordinal),
            issuer.Replace(scene.Tenant, "{tenantid}", StringComparison.Ordinal), issuer.Replace(scene.Tenant, scene.Tenant.ToUpperInvariant(), StringComparison.Ordinal),
            issuer.Replace("127.0.0.1", "127.0.0.1.evil.example", StringComparison.Ordinal), $"{issuer}?x", $"{issuer}#x", $" {issuer}", $"{issuer}\0", "",
            issuer.Replace(scene.Tenant, "11111111-2222-3333-4444-555555555555", StringComparison.Ordinal), "https://evil.example",
            issuer.Replace("o", "\u043e", StringComparison.Ordinal).Replace("v2", "v2\u200b", StringComparison.Ordinal),
        ];
        foreach (var other in others.Where(other => !string.Equals(other, issuer, StringComparison.Ordinal)))
        {
            await scene.RefuseAsync(scene.Valid().Claim("iss", other), TokenError.IssuerNotAllowed);
        }

        foreach (var json in new[] { $"[\"{issuer}\"]", $"{{\"a\":\"{issuer}\"}}", "null", "true", "1" })
        {
            await scene.RefuseAsync(scene.Valid().ClaimJson("iss", json), TokenError.IssuerNotAllowed);
        }

        await scene.RefuseAsync(scene.Valid().Without("iss"), TokenError.IssuerNotAllowed);
    }

    [Fact]
    public async Task T30_issuer_ofAnotherConfiguredOne_isCheckedWithItsOwnKeysAndAudiences()
    {
        var first = new TokenScene(server);
        var second = new TokenScene(server, key: SigningKey.SharedRsa);
        second.Options.Issuers["main"].Audiences[0] = "api://other";
        first.Options.Issuers["second"] = second.Options.Issuers["main"];
        var validator = TokenValidator.Create(first.Options, first.Clock);

        var crossed = first.Valid().Claim("iss", second.Issuer.Issuer).Claim("aud", "api://other").Build();
        (await validator.ValidateAsync(crossed, TestContext.Current.CancellationToken)).Error.ShouldBe(TokenError.KeyUnknown);
        var audience = second.Valid().Build();
        (await validator.ValidateAsync(audience, TestContext.Current.CancellationToken)).Error.ShouldBe(TokenError.AudienceMismatch);
        var valid = second.Valid().Claim("aud", "api://other").Build();
        (await validator.ValidateAsync(valid, TestContext.Current.CancellationToken)).IsValid.ShouldBeTrue();
    }

    [Fact]
    public async Task Validate_noIssuerConfigured_refusesEverything()
    {
        var scene = new TokenScene(server);
        var validator = TokenValidator.Create(new TokensOptions());
        (await validator.ValidateAsync(scene.Valid().Build(), TestContext.Current.CancellationToken)).Error.ShouldBe(TokenError.IssuerNotAllowed);
    }

    /// <summary>What can be refused without a key costs no fetch.</summary>
    [Fact]
    public async Task Validate_refusedByItsText_fetchesNoKeys()
    {
        var scene = new TokenScene(server);
        (await scene.ValidateAsync(scene.Valid().Claim("exp", 1).Build())).Error.ShouldBe(TokenError.Expired);
        (await scene.ValidateAsync(scene.Valid().Claim("aud", "x").Build())).Error.ShouldBe(TokenError.AudienceMismatch);
        (await scene.ValidateAsync(scene.Valid().Header("alg", "HS256").Build())).Error.ShouldBe(TokenError.AlgorithmNotAllowed);
        scene.Issuer.DiscoveryRequests.ShouldBe(0);
    }
}
