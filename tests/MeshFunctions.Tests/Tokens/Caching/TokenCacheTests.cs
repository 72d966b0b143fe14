using System.Buffers.Text;
using System.Numerics;
using System.Security.Cryptography;
using MeshFunctions.Tokens;

namespace MeshFunctions.Tests.Tokens.Caching;

/// <summary>When a token that was accepted before is accepted without its signature, and when not. A hit is known by its result: it is the very same object.</summary>
public sealed class TokenCacheTests(KeyServer server)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(IssuerKind.Oidc)]
    [InlineData(IssuerKind.Entra)]
    [InlineData(IssuerKind.Spiffe)]
    [InlineData(IssuerKind.Kubernetes)]
    public async Task Validate_token_again_isFoundFromTheThirdTime(IssuerKind kind)
    {
        var scene = new TokenScene(server, kind);
        var token = scene.Valid().Build();
        var first = await scene.ValidateAsync(token);
        var second = await scene.ValidateAsync(token);
        var third = await scene.ValidateAsync(token);
        second.Token.ShouldNotBeSameAs(first.Token, "one that comes once is not worth a hash");
        third.ShouldBeSameAs(second);
        foreach (var result in new[] { first, third })
        {
            result.IsValid.ShouldBeTrue();
            result.Token!.Subject.ShouldBe(first.Token!.Subject);
            result.Token.Roles.ShouldBe(["Orders.Write", "Orders.Read"]);
            result.Token.Scopes.ShouldBe(first.Token.Scopes);
            result.Token.WorkloadNames.ShouldBe(first.Token.WorkloadNames);
            result.Token.ExpiresAt.ShouldBe(first.Token.ExpiresAt);
            result.Token.CreateIdentity("Mesh").Claims.Select(claim => claim.ToString()).ShouldBe(first.Token.CreateIdentity("Mesh").Claims.Select(claim => claim.ToString()));
        }
    }

    [Fact]
    public async Task Validate_withoutKeyId_isFoundWhileTheIssuerHasExactlyOneKey()
    {
        var scene = new TokenScene(server, configure: static options => options.ForcedRefreshInterval = TimeSpan.FromSeconds(1));
        var token = scene.Valid().WithoutHeader("kid").Build();
        await CacheAsync(scene, token);

        scene.Publish(scene.Key, SigningKey.Ec());
        await RefreshAsync(scene);

        (await scene.ValidateAsync(token)).Error.ShouldBe(TokenError.KeyUnknown);
    }

    [Fact]
    public async Task Validate_turnedOff_nothingIsFound()
    {
        var scene = new TokenScene(server);
        scene.Options.CachedTokens = 0;
        var validator = TokenValidator.Create(scene.Options, scene.Clock);
        var token = scene.Valid().Build();
        var results = new HashSet<TokenResult>(ReferenceEqualityComparer.Instance);
        for (var time = 0; time < 5; time++)
        {
            var result = await validator.ValidateAsync(token, Ct);
            result.IsValid.ShouldBeTrue();
            results.Add(result).ShouldBeTrue();
        }
    }

    [Fact]
    public async Task Validate_hit_countsAsValidAndIsNoRefusal()
    {
        using var meters = new TestMeters();
        var scene = new TokenScene(server);
        var validator = TokenValidator.Create(scene.Options, scene.Clock, meterFactory: meters);
        var token = scene.Valid().Build();
        for (var time = 0; time < 5; time++)
        {
            (await validator.ValidateAsync(token, Ct)).IsValid.ShouldBeTrue();
        }

        meters["mesh.token.validations", "Valid"].ShouldBe(5);
        meters.Labels.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Validate_refused_isNeverKept()
    {
        var scene = new TokenScene(server, configure: static options => options.ForcedRefreshInterval = TimeSpan.FromSeconds(1));
        var next = SigningKey.Ec();
        var token = scene.Valid(next).Build();
        for (var time = 0; time < 3; time++)
        {
            (await scene.ValidateAsync(token)).Error.ShouldBe(TokenError.KeyUnknown);
        }

        scene.Publish(scene.Key, next);
        scene.Clock.Advance(TimeSpan.FromSeconds(1));
        (await scene.ValidateAsync(token)).Error.ShouldBe(TokenError.None);
    }

    [Fact]
    public async Task Validate_cancelled_hitIsGivenAllTheSame()
    {
        var scene = new TokenScene(server);
        var token = scene.Valid().Build();
        var cached = await CacheAsync(scene, token);
        (await scene.Validator.ValidateAsync(token, new CancellationToken(canceled: true))).ShouldBeSameAs(cached, "there is nothing to wait for");

        scene.Clock.Advance(TimeSpan.FromHours(1));
        scene.Issuer.Gate = new TaskCompletionSource().Task;
        var later = scene.Valid().Build();
        await Should.ThrowAsync<OperationCanceledException>(async () => await scene.Validator.ValidateAsync(later, new CancellationToken(canceled: true)));
    }

    /// <summary>No part of a token, its signature least of all, makes another one known: (r, n − s) is another signature of the same content.</summary>
    [Fact]
    public async Task T24_cache_anotherSpellingOrContentUnderACachedSignature_isJudgedByItself()
    {
        var scene = new TokenScene(server);
        var builder = scene.Valid();
        var token = builder.Build();
        var cached = await CacheAsync(scene, token);
        var twin = Twin(token);

        var result = await scene.ValidateAsync(twin);
        result.IsValid.ShouldBeTrue();
        result.ShouldNotBeSameAs(cached);
        (await CacheAsync(scene, twin)).ShouldNotBeSameAs(cached);

        var signature = Base64Url.DecodeFromChars(token.AsSpan(token.LastIndexOf('.') + 1));
        (await scene.ValidateAsync(builder.Claim("sub", "user-2").Build(signature))).Error.ShouldBe(TokenError.SignatureInvalid);
        (await scene.ValidateAsync(token + "A")).IsValid.ShouldBeFalse();
        (await scene.ValidateAsync(token + "=")).Error.ShouldBe(TokenError.Malformed);
        (await scene.ValidateAsync(token + "\u0141")).Error.ShouldBe(TokenError.Malformed);
        foreach (var position in Enumerable.Range(0, token.Length))
        {
            // 'A' and U+0141 are the same but for what a careless narrowing leaves out.
            (await scene.ValidateAsync($"{token[..position]}{(char)(token[position] + 0x100)}{token[(position + 1)..]}")).Error.ShouldBe(TokenError.Malformed);
        }
    }

    [Fact]
    public async Task T24_cache_isOfOneConfiguration()
    {
        var scene = new TokenScene(server);
        var token = scene.Valid().Build();
        var cached = await CacheAsync(scene, token);
        var other = TokenValidator.Create(scene.Options, scene.Clock);
        (await other.ValidateAsync(token, Ct)).ShouldNotBeSameAs(cached);
        scene.Options.Issuers["main"].Audiences.Clear();
        scene.Options.Issuers["main"].Audiences.Add("api://other");
        (await TokenValidator.Create(scene.Options, scene.Clock).ValidateAsync(token, Ct)).Error.ShouldBe(TokenError.AudienceMismatch);
    }

    [Fact]
    public async Task T43_cache_boundToken_needsItsCertificateEachTime()
    {
        var scene = new TokenScene(server);
        var (own, other) = (Certificate(1), Certificate(2));
        var token = scene.Valid().ClaimJson("cnf", $$"""{"x5t#S256":"{{Base64Url.EncodeToString(Convert.FromHexString(own))}}"}""").Build();
        TokenResult? cached = null;
        for (var time = 0; time < 3; time++)
        {
            cached = await scene.Validator.ValidateBoundAsync(token, own, Ct);
            cached.IsValid.ShouldBeTrue();
        }

        foreach (var wrong in new[] { null, "", other, own[..^1], own + "0", "zz" + own[2..] })
        {
            (await scene.Validator.ValidateBoundAsync(token, wrong, Ct)).Error.ShouldBe(TokenError.ConfirmationMissing);
        }

        (await scene.Validator.ValidateAsync(token, Ct)).Error.ShouldBe(TokenError.ConfirmationMissing);
        (await scene.Validator.ValidateBoundAsync(token, own, Ct)).ShouldBeSameAs(cached);
        (await scene.Validator.ValidateBoundAsync(token, own.ToUpperInvariant(), Ct)).IsValid.ShouldBeTrue();
    }

    [Fact]
    public async Task T43_cache_tokenThatIsNotBound_isGoodWithAnyCertificate()
    {
        var scene = new TokenScene(server);
        var token = scene.Valid().Build();
        var cached = await CacheAsync(scene, token);
        (await scene.Validator.ValidateBoundAsync(token, Certificate(1), Ct)).ShouldBeSameAs(cached);
        (await scene.Validator.ValidateBoundAsync(token, Certificate(2), Ct)).ShouldBeSameAs(cached);
    }

    /// <summary>The same token, and another one of which nothing is cached, at once by many: each gets its own.</summary>
    [Fact]
    public async Task Validate_manyAtOnce_eachGetsItsOwn()
    {
        var scene = new TokenScene(server);
        scene.Options.CachedTokens = 16;
        var validator = TokenValidator.Create(scene.Options, scene.Clock);
        string[] tokens = [.. Enumerable.Range(0, 40).Select(number => scene.Valid().Claim("sub", $"user-{number}").Claim("roles", new[] { $"role-{number}" }).Build())];
        await Parallel.ForAsync(0, 4_000, Ct, async (time, _) =>
        {
            // Half of the requests are for one of four tokens, which stay; the others drive each other out.
            var number = time % 2 == 0 ? time / 2 % 4 : time % 40;
            var result = await validator.ValidateAsync(tokens[number], Ct);
            var user = result.Token.ShouldNotBeNull().CreateIdentity("Mesh");
            user.HasClaim("roles", $"role-{number}").ShouldBeTrue();
            user.HasClaim("roles", "added").ShouldBeFalse();
            user.AddClaim(new("roles", "added"));
            user.Name.ShouldBe($"user-{number}");
            user.Claims.Count(static claim => claim.Type is "sub" or "roles").ShouldBe(3);
        });
    }

    /// <summary>Shows a token until its result is the same as before.</summary>
    internal static async Task<TokenResult> CacheAsync(TokenScene scene, string token)
    {
        await scene.ValidateAsync(token);
        var result = await scene.ValidateAsync(token);
        result.IsValid.ShouldBeTrue();
        (await scene.ValidateAsync(token)).ShouldBeSameAs(result, "control");
        return result;
    }

    /// <summary>Has the keys fetched again, for a token of a key that nobody knows.</summary>
    private static async Task RefreshAsync(TokenScene scene)
    {
        var before = scene.Issuer.KeyRequests;
        scene.Clock.Advance(TimeSpan.FromSeconds(1));
        (await scene.ValidateAsync(scene.Valid(SigningKey.Ec()).Build())).Error.ShouldBe(TokenError.KeyUnknown);
        scene.Issuer.KeyRequests.ShouldBe(before + 1);
    }

    private static string Certificate(int number) => Convert.ToHexStringLower(SHA256.HashData(BitConverter.GetBytes(number)));

    private static string Twin(string token)
    {
        var dot = token.LastIndexOf('.') + 1;
        var signature = Base64Url.DecodeFromChars(token.AsSpan(dot));
        var order = BigInteger.Parse("0FFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551", System.Globalization.NumberStyles.HexNumber, System.Globalization.CultureInfo.InvariantCulture);
        var s = order - new BigInteger(signature.AsSpan(32), isUnsigned: true, isBigEndian: true);
        signature.AsSpan(32).Clear();
        s.TryWriteBytes(signature.AsSpan(64 - s.GetByteCount(isUnsigned: true)), out _, isUnsigned: true, isBigEndian: true).ShouldBeTrue();
        return token[..dot] + Base64Url.EncodeToString(signature);
    }
}
