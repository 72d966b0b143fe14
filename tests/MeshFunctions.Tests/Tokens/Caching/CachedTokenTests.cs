using MeshFunctions.Tests.Credentials;
using MeshFunctions.Tokens;

namespace MeshFunctions.Tests.Tokens.Caching;

/// <summary>How long a cached token counts: never longer than it would be accepted if it were validated anew.</summary>
public sealed class CachedTokenTests(KeyServer server)
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task T41_cached_expired_isRefusedWhenAFreshOneIs()
    {
        var scene = new TokenScene(server);
        var token = scene.Valid().Claim("exp", scene.Now + 120).Build();
        var cached = await TokenCacheTests.CacheAsync(scene, token);
        scene.Clock.Advance(TimeSpan.FromSeconds(120 + 59));
        (await scene.ValidateAsync(token)).ShouldBeSameAs(cached, "within the clock skew, as when it is validated anew");
        scene.Clock.Advance(TimeSpan.FromSeconds(1));
        (await scene.ValidateAsync(token)).Error.ShouldBe(TokenError.Expired);
    }

    [Fact]
    public async Task T41_cached_clockSetForward_neverOutlivesItsExp()
    {
        var scene = new TokenScene(server);
        var token = scene.Valid().Build();
        var cached = await TokenCacheTests.CacheAsync(scene, token);
        scene.Clock.Set(scene.Clock.GetUtcNow().AddHours(1));
        (await scene.ValidateAsync(token)).Error.ShouldBe(TokenError.Expired);
        scene.Clock.Set(scene.Clock.GetUtcNow().AddHours(-1));
        (await scene.ValidateAsync(token)).ShouldBeSameAs(cached);
    }

    [Fact]
    public async Task T41_cached_clockSetBack_isValidatedAnew()
    {
        var scene = new TokenScene(server);
        var started = scene.Clock.GetUtcNow();
        var token = scene.Valid().Claim("nbf", scene.Now - 10).Build();
        var cached = await TokenCacheTests.CacheAsync(scene, token);

        // Not yet in force by the new time, whatever was found by the old.
        scene.Clock.Set(started.AddHours(-1));
        (await scene.ValidateAsync(token)).Error.ShouldBe(TokenError.NotYetValid);

        scene.Clock.Set(started.AddSeconds(-1));
        var again = await scene.ValidateAsync(token);
        again.IsValid.ShouldBeTrue();
        again.ShouldNotBeSameAs(cached);
        (await scene.ValidateAsync(token)).ShouldBeSameAs(again, "the new one counts from the new time on");
    }

    [Fact]
    public async Task T41_cached_clockSetToEitherEnd_doesNotThrow()
    {
        var scene = new TokenScene(server);
        var token = scene.Valid().Build();
        await TokenCacheTests.CacheAsync(scene, token);
        scene.Clock.Set(DateTimeOffset.MinValue);
        (await scene.ValidateAsync(token)).Error.ShouldBe(TokenError.NotYetValid);
        scene.Clock.Set(DateTimeOffset.MaxValue);
        (await scene.ValidateAsync(token)).Error.ShouldBe(TokenError.Expired);
    }

    [Fact]
    public async Task T41_cached_countsFiveMinutes_whateverTheClockOnTheWallSays()
    {
        var scene = new TokenScene(server);
        var token = scene.Valid().Claim("exp", scene.Now + 36_000).Build();
        var cached = await TokenCacheTests.CacheAsync(scene, token);
        scene.Clock.Advance((5 * Minute) - TimeSpan.FromTicks(1));
        (await scene.ValidateAsync(token)).ShouldBeSameAs(cached);
        scene.Clock.Advance(TimeSpan.FromTicks(1));
        var again = await scene.ValidateAsync(token);
        again.ShouldNotBeSameAs(cached);
        (await scene.ValidateAsync(token)).ShouldBeSameAs(again, "it is known already, and kept at once");

        scene.Clock.Advance(5 * Minute);
        scene.Clock.Set(scene.Clock.GetUtcNow() - (5 * Minute));
        (await scene.ValidateAsync(token)).ShouldNotBeSameAs(again);
    }

    [Fact]
    public async Task T40_cached_keyRemoved_isRefusedAfterTheNextScheduledRefresh()
    {
        var scene = new TokenScene(server);
        var token = scene.Valid().Claim("exp", scene.Now + 36_000).Build();
        await TokenCacheTests.CacheAsync(scene, token);
        var next = SigningKey.Ec();
        scene.Publish(next);

        for (var minutes = 0; minutes < 44; minutes += 4)
        {
            // A hot token: it is asked for all the time, and always found.
            (await scene.ValidateAsync(token)).IsValid.ShouldBeTrue();
            scene.Clock.Advance(4 * Minute);
        }

        scene.Issuer.KeyRequests.ShouldBe(1, "nothing is due yet");
        scene.Clock.Advance(5 * Minute);
        (await scene.ValidateAsync(token)).IsValid.ShouldBeTrue("the keys are due, and serve until others are there");

        // The refresh runs behind the requests, and is done when the machine comes to it.
        await Eventually.IsTrueAsync(async () => (await scene.ValidateAsync(token)).Error == TokenError.KeyUnknown);
        await scene.AcceptAsync(scene.Valid(next));
    }

    [Fact]
    public async Task T40_cached_keyRemoved_isRefusedAtOnceAfterAForcedRefresh()
    {
        var scene = new TokenScene(server);
        var token = scene.Valid().Build();
        await TokenCacheTests.CacheAsync(scene, token);
        var next = SigningKey.Ec();
        scene.Publish(next);
        await scene.AcceptAsync(scene.Valid(next));
        (await scene.ValidateAsync(token)).Error.ShouldBe(TokenError.KeyUnknown);
    }

    [Fact]
    public async Task T40_cached_keyReplacedUnderItsName_isJudgedByTheNewOne()
    {
        var scene = new TokenScene(server, configure: static options => options.ForcedRefreshInterval = TimeSpan.FromSeconds(1));
        var token = scene.Valid().Build();
        await TokenCacheTests.CacheAsync(scene, token);
        var impostor = SigningKey.Ec();
        impostor.Jwk["kid"] = scene.Key.KeyId;
        scene.Publish(impostor);
        await RefreshAsync(scene);
        (await scene.ValidateAsync(token)).Error.ShouldBe(TokenError.SignatureInvalid);
    }

    [Theory]
    [InlineData("alg", "ES384", TokenError.KeyNotAllowed)]
    [InlineData("use", "enc", TokenError.KeyUnknown)]
    public async Task T40_cached_keyNoLongerForTheToken_isRefused(string member, string value, TokenError expected)
    {
        var key = SigningKey.Ec();
        var scene = new TokenScene(server, key: key, configure: static options => options.ForcedRefreshInterval = TimeSpan.FromSeconds(1));
        var token = scene.Valid().Build();
        await TokenCacheTests.CacheAsync(scene, token);
        var jwk = new Dictionary<string, object>(key.Jwk, StringComparer.Ordinal) { [member] = value };
        scene.Issuer.Jwks = SigningKey.JwksOf(jwk, SigningKey.SharedRsa.Jwk);
        await RefreshAsync(scene);
        (await scene.ValidateAsync(token)).Error.ShouldBe(expected);
    }

    [Fact]
    public async Task T40_cached_sameKeyFetchedAgain_staysAndTheRefreshIsOnSchedule()
    {
        var scene = new TokenScene(server);
        var token = scene.Valid().Claim("exp", scene.Now + 36_000).Build();
        await TokenCacheTests.CacheAsync(scene, token);
        scene.Publish(SigningKey.Ec(), scene.Key);
        scene.Issuer.DiscoveryRequests.ShouldBe(1);

        scene.Clock.Advance(44 * Minute);
        var cached = await TokenCacheTests.CacheAsync(scene, token);
        scene.Issuer.DiscoveryRequests.ShouldBe(1);
        scene.Clock.Advance(4 * Minute);
        (await scene.ValidateAsync(token)).ShouldBeSameAs(cached, "nobody waits for a refresh that is a little ahead of time");
        await scene.Issuer.AskedAsync(2);
        (await scene.ValidateAsync(scene.Valid(SigningKey.Ec()).Build())).Error.ShouldBe(TokenError.KeyUnknown, "waits for a refresh");
        (await scene.ValidateAsync(token)).ShouldBeSameAs(cached, "another set with the same key");
    }

    [Fact]
    public async Task T38b_cached_issuerDown_servesAsLongAsTheKeysDo()
    {
        var scene = new TokenScene(server);
        var token = scene.Valid().Claim("exp", scene.Now + 200_000).Build();
        await TokenCacheTests.CacheAsync(scene, token);
        scene.Issuer.Status = 500;
        scene.Clock.Advance(TimeSpan.FromHours(2));
        await TokenCacheTests.CacheAsync(scene, token);
        var asked = scene.Issuer.DiscoveryRequests;
        asked.ShouldBeGreaterThan(1, "a hot cache does not keep the keys from being refreshed");

        scene.Clock.Advance(TimeSpan.FromHours(22) - Minute);
        var cached = await TokenCacheTests.CacheAsync(scene, token);
        scene.Clock.Advance(Minute);
        var result = await scene.ValidateAsync(token);
        result.Error.ShouldBe(TokenError.KeysUnavailable);
        result.RetryAfter.ShouldNotBeNull();

        scene.Issuer.Status = null;
        scene.Clock.Advance(Minute);
        var again = await scene.ValidateAsync(token);
        again.IsValid.ShouldBeTrue();
        again.ShouldNotBeSameAs(cached);
        (await scene.ValidateAsync(token)).ShouldBeSameAs(again);
    }

    private static async Task RefreshAsync(TokenScene scene)
    {
        scene.Clock.Advance(TimeSpan.FromSeconds(1));
        (await scene.ValidateAsync(scene.Valid(SigningKey.Ec()).Build())).Error.ShouldBe(TokenError.KeyUnknown);
    }
}
