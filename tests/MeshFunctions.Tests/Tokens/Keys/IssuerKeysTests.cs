using System.Collections.Concurrent;
using System.Diagnostics;
using MeshFunctions.Diagnostics;
using MeshFunctions.Tokens;

namespace MeshFunctions.Tests.Tokens.Keys;

public sealed class IssuerKeysTests(KeyServer server)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task T29_keyId_missing_needsExactlyOneKey()
    {
        var scene = new TokenScene(server);
        await scene.AcceptAsync(scene.Valid().WithoutHeader("kid"));

        var two = new TokenScene(server);
        two.Issuer.Publish(two.Key, SigningKey.Ec());
        await two.RefuseAsync(two.Valid().WithoutHeader("kid"), TokenError.KeyUnknown);
        two.Issuer.DiscoveryRequests.ShouldBe(1, "no kid is no reason to fetch");
    }

    [Theory]
    [InlineData("")]
    [InlineData("unknown")]
    [InlineData("../../etc/passwd")]
    [InlineData("' OR 1=1 --")]
    [InlineData("https://evil.example/key")]
    [InlineData("key-\u0000")]
    [InlineData("\ud83d\ude00")]
    public async Task T29_keyId_unknown_refused(string keyId)
    {
        var scene = new TokenScene(server);
        await scene.RefuseAsync(scene.Valid().Header("kid", keyId), TokenError.KeyUnknown);
    }

    [Fact]
    public async Task T29_keyId_almostRight_refusedAndNoKeyIsTriedInTurn()
    {
        var scene = new TokenScene(server);
        foreach (var keyId in new[] { scene.Key.KeyId.ToUpperInvariant(), $"{scene.Key.KeyId} ", $" {scene.Key.KeyId}", scene.Key.KeyId[..^1], $"{scene.Key.KeyId}\0" })
        {
            await scene.RefuseAsync(scene.Valid().Header("kid", keyId), TokenError.KeyUnknown);
        }

        await scene.RefuseAsync(scene.Valid().Header("kid", new string('k', 3900)), TokenError.KeyUnknown);
        await scene.RefuseAsync(scene.Valid().Header("kid", new string('k', 65536)), TokenError.TooLarge);
    }

    [Theory]
    [InlineData("1")]
    [InlineData("null")]
    [InlineData("[\"key\"]")]
    [InlineData("{}")]
    public async Task T29_keyId_noString_malformed(string json)
    {
        var scene = new TokenScene(server);
        await scene.RefuseAsync(scene.Valid().HeaderJson("kid", json), TokenError.Malformed);
    }

    [Fact]
    public async Task T21_key_ofAnotherTypeOrAlgorithm_refused()
    {
        var rsa = new TokenScene(server, key: SigningKey.SharedRsa);
        rsa.Issuer.Publish(SigningKey.SharedRsa, SigningKey.SharedEc);
        await rsa.RefuseAsync(rsa.Valid().Header("kid", SigningKey.SharedEc.KeyId), TokenError.KeyNotAllowed);
        await rsa.RefuseAsync(rsa.Valid().Header("alg", "ES256"), TokenError.KeyNotAllowed);

        var pinned = SigningKey.SharedRsa.As("RS256");
        var pss = SigningKey.SharedRsa.As("PS256");
        pinned.Jwk["alg"] = "RS256";
        pss.Jwk["alg"] = "RSA-OAEP";
        var scene = new TokenScene(server, key: pinned);
        scene.Issuer.Publish(pinned, pss);
        await scene.RefuseAsync(scene.Valid(pss), TokenError.KeyNotAllowed);
        await scene.RefuseAsync(scene.Valid(pss).Header("kid", pinned.KeyId), TokenError.KeyNotAllowed);
    }

    [Fact]
    public async Task T29_keyIds_unknown_fetchesAreBoundedByTheBucket()
    {
        var scene = new TokenScene(server);
        await scene.AcceptAsync(scene.Valid());
        for (var i = 0; i < 20; i++)
        {
            (await scene.ValidateAsync(scene.Valid().Header("kid", $"unknown-{i}").Build())).Error.ShouldBe(TokenError.KeyUnknown);
        }

        scene.Issuer.DiscoveryRequests.ShouldBe(1 + 3);
        scene.Clock.Advance(TimeSpan.FromMinutes(5) - TimeSpan.FromSeconds(1));
        await Flood(scene, "early", 5);
        scene.Issuer.DiscoveryRequests.ShouldBe(1 + 3);
        scene.Clock.Advance(TimeSpan.FromSeconds(1));
        await Flood(scene, "late", 5);
        scene.Issuer.DiscoveryRequests.ShouldBe(1 + 3 + 1);
        await scene.AcceptAsync(scene.Valid());
    }

    [Fact]
    public async Task T29_keyId_unknownOnce_isNotFetchedForAgainWithinTheInterval()
    {
        var scene = new TokenScene(server);
        await scene.AcceptAsync(scene.Valid());
        for (var i = 0; i < 5; i++)
        {
            await Flood(scene, "same", 1);
        }

        scene.Issuer.DiscoveryRequests.ShouldBe(1 + 1);
        scene.Clock.Advance(TimeSpan.FromMinutes(5));
        await Flood(scene, "same", 1);
        scene.Issuer.DiscoveryRequests.ShouldBe(1 + 2);
    }

    [Fact]
    public async Task T39_keyIds_randomInParallelThenARotation_newKeyIsFoundWithinOneInterval()
    {
        var scene = new TokenScene(server, configure: options => options.ForcedRefreshInterval = TimeSpan.FromSeconds(1));
        await scene.AcceptAsync(scene.Valid());
        var valid = scene.Valid().Build();
        var bad = Enumerable.Range(0, 10_000).Select(i => scene.Valid().Header("kid", $"random-{i}").Unsigned + ".AAAA").ToArray();
        await Parallel.ForAsync(0, bad.Length, Ct, async (i, _) =>
        {
            (await scene.Validator.ValidateAsync(bad[i], Ct)).Error.ShouldBe(TokenError.KeyUnknown);
            if (i % 10 == 0)
            {
                (await scene.Validator.ValidateAsync(valid, Ct)).IsValid.ShouldBeTrue();
            }
        });
        scene.Issuer.DiscoveryRequests.ShouldBeInRange(1 + 1, 1 + 3);

        var next = SigningKey.Ec();
        scene.Issuer.Publish(scene.Key, next);
        scene.Clock.Advance(TimeSpan.FromSeconds(1));
        await scene.AcceptAsync(scene.Valid(next));
        await scene.AcceptAsync(scene.Valid());
    }

    [Fact]
    public async Task Rotation_newKey_isFoundAtOnceByOneForcedRefresh()
    {
        var scene = new TokenScene(server);
        await scene.AcceptAsync(scene.Valid());
        var next = SigningKey.SharedRsa.As("RS256");
        scene.Issuer.Publish(scene.Key, next);

        await scene.AcceptAsync(scene.Valid(next));
        await scene.AcceptAsync(scene.Valid(next));
        await scene.AcceptAsync(scene.Valid());
        scene.Issuer.DiscoveryRequests.ShouldBe(2);
    }

    [Fact]
    public async Task Rotation_manyTimes_noValidTokenIsRefused()
    {
        var scene = new TokenScene(server, configure: options => options.ForcedRefreshInterval = TimeSpan.FromSeconds(1));
        var current = scene.Key;
        for (var rotation = 0; rotation < 20; rotation++)
        {
            var next = SigningKey.Ec();
            scene.Issuer.Publish(current, next);
            scene.Clock.Advance(TimeSpan.FromSeconds(3));
            var tokens = new[] { scene.Valid(current).Build(), scene.Valid(next).Build() };
            await Parallel.ForAsync(0, 100, Ct, async (i, _) => (await scene.Validator.ValidateAsync(tokens[i % 2], Ct)).Error.ShouldBe(TokenError.None));
            current = next;
        }
    }

    [Fact]
    public async Task T61_coldStart_thousandWaiters_oneFetchAndOneCancellationHurtsNobodyElse()
    {
        var scene = new TokenScene(server);
        var gate = new TaskCompletionSource();
        scene.Issuer.Gate = gate.Task;
        var token = scene.Valid().Build();
        using var cancelled = new CancellationTokenSource();
        var first = scene.Validator.ValidateAsync(token, cancelled.Token).AsTask();
        var others = Enumerable.Range(0, 999).Select(_ => scene.Validator.ValidateAsync(token, Ct).AsTask()).ToArray();
        await scene.Issuer.AskedAsync(discovery: 1);

        await cancelled.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(first);
        gate.SetResult();

        (await Task.WhenAll(others)).ShouldAllBe(result => result.IsValid);
        scene.Issuer.DiscoveryRequests.ShouldBe(1);
        scene.Issuer.KeyRequests.ShouldBe(1);
    }

    [Fact]
    public async Task T38b_keys_neverReached_unavailableWithRetryAfterAndBackOff()
    {
        var scene = new TokenScene(server);
        scene.Issuer.Status = 503;
        var expectedRequests = 0;
        foreach (var seconds in new[] { 1, 2, 4, 8, 16, 32, 60, 60 })
        {
            expectedRequests++;
            for (var i = 0; i < 5; i++)
            {
                var result = await scene.ValidateAsync(scene.Valid().Build());
                result.Error.ShouldBe(TokenError.KeysUnavailable);
                result.RetryAfter.ShouldBe(TimeSpan.FromSeconds(seconds));
            }

            scene.Issuer.DiscoveryRequests.ShouldBe(expectedRequests, "requests in between ask nobody");
            scene.Clock.Advance(TimeSpan.FromSeconds(seconds));
        }

        scene.Issuer.Status = null;
        await scene.AcceptAsync(scene.Valid());
    }

    [Theory]
    [InlineData("https://a\u2100.example/keys")]
    [InlineData("https://uuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuu\u00fc\u00fc\u00fc\u00fc\u00fc.example/keys")]
    public async Task T38b_keysAddress_thatNoNameCanBe_isUnavailableAndNoException(string address)
    {
        var scene = new TokenScene(server);
        scene.Issuer.Discovery = $$"""{"issuer":"{{scene.Issuer.Issuer}}","jwks_uri":"{{address}}"}""";

        (await scene.ValidateAsync(scene.Valid().Build())).Error.ShouldBe(TokenError.KeysUnavailable);
    }

    [Fact]
    public async Task T32_expiry_whileWaitingForKeys_refused()
    {
        var scene = new TokenScene(server);
        var gate = new TaskCompletionSource();
        scene.Issuer.Gate = gate.Task;
        var pending = scene.ValidateAsync(scene.Valid().Claim("exp", scene.Now + 2).Build());
        await scene.Issuer.AskedAsync(discovery: 1);
        scene.Clock.Set(scene.Clock.GetUtcNow() + TimeSpan.FromMinutes(2));
        gate.SetResult();

        (await pending).Error.ShouldBe(TokenError.Expired);
    }

    [Fact]
    public async Task T38b_issuerDown_lastGoodKeysServe24HoursThenUnavailable()
    {
        var scene = new TokenScene(server);
        await scene.AcceptAsync(scene.Valid());
        scene.Issuer.Status = 500;
        var begin = scene.Clock.GetUtcNow();
        while (scene.Clock.GetUtcNow() - begin < TimeSpan.FromHours(24))
        {
            await scene.AcceptAsync(scene.Valid());
            (await scene.ValidateAsync(scene.Valid().Header("kid", "unknown").Build())).Error.ShouldBe(TokenError.KeyUnknown);
            scene.Clock.Advance(TimeSpan.FromMinutes(20));
        }

        var result = await scene.ValidateAsync(scene.Valid().Build());
        result.Error.ShouldBe(TokenError.KeysUnavailable);
        result.RetryAfter.ShouldNotBeNull().ShouldBeGreaterThanOrEqualTo(TimeSpan.FromSeconds(1));

        scene.Clock.Advance(TimeSpan.FromMinutes(1));
        scene.Issuer.Status = null;
        await scene.AcceptAsync(scene.Valid());
    }

    [Theory]
    [InlineData("{\"keys\":[]}")]
    [InlineData("<html>maintenance</html>")]
    [InlineData("{\"keys\":[{\"kty\":\"oct\",\"k\":\"AAAA\",\"kid\":\"x\"}]}")]
    [InlineData("")]
    public async Task T38_keys_emptyOrGarbage_neverReplaceGoodOnes(string jwks)
    {
        var scene = new TokenScene(server);
        await scene.AcceptAsync(scene.Valid());
        scene.Issuer.Jwks = jwks;
        scene.Clock.Advance(TimeSpan.FromHours(2));
        await scene.AcceptAsync(scene.Valid());
        scene.Issuer.KeyRequests.ShouldBe(2);
        await scene.AcceptAsync(scene.Valid());
    }

    [Fact]
    public async Task T40_key_withdrawn_failsAfterTheNextScheduledRefresh()
    {
        var scene = new TokenScene(server);
        var withdrawn = SigningKey.Ec();
        scene.Issuer.Publish(scene.Key, withdrawn);
        await scene.AcceptAsync(scene.Valid(withdrawn));
        scene.Issuer.Publish(scene.Key);

        scene.Clock.Advance(TimeSpan.FromMinutes(47));
        await scene.AcceptAsync(scene.Valid(withdrawn));
        scene.Issuer.DiscoveryRequests.ShouldBe(1);

        // An hour is over, though nobody asked in between: the first token already meets the new set.
        scene.Clock.Advance(TimeSpan.FromMinutes(13));
        (await scene.ValidateAsync(scene.Valid(withdrawn).Build())).Error.ShouldBe(TokenError.KeyUnknown);
        await scene.AcceptAsync(scene.Valid());
    }

    [Fact]
    public async Task Refresh_due_happensBehindTheBackOfTheTokens()
    {
        var scene = new TokenScene(server);
        await scene.AcceptAsync(scene.Valid());
        var gate = new TaskCompletionSource();
        scene.Issuer.Gate = gate.Task;
        scene.Clock.Advance(TimeSpan.FromMinutes(50));

        for (var i = 0; i < 3; i++)
        {
            var pending = scene.Validator.ValidateAsync(scene.Valid().Build(), Ct);
            pending.IsCompleted.ShouldBeTrue("the old keys serve meanwhile");
            (await pending).IsValid.ShouldBeTrue();
        }

        await scene.Issuer.AskedAsync(discovery: 2);
        gate.SetResult();
        scene.Issuer.DiscoveryRequests.ShouldBe(2);
    }

    [Fact]
    public async Task Refresh_traceOfTheRequest_isNotItsOwn()
    {
        var spans = new ConcurrentBag<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = static source => source.Name is "System.Net.Http" or nameof(IssuerKeysTests),
            Sample = static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = spans.Add,
        };
        ActivitySource.AddActivityListener(listener);
        using var source = new ActivitySource(nameof(IssuerKeysTests));
        var scene = new TokenScene(server);
        using (var request = source.StartActivity("request").ShouldNotBeNull())
        {
            await scene.AcceptAsync(scene.Valid());
            spans.ShouldAllBe(span => span.TraceId != request.TraceId);
        }
    }

    [Fact]
    public async Task Outcomes_areCountedByClosedLabels_andNothingOfTheTokenIsLogged()
    {
        using var meters = new TestMeters();
        using var logs = new TestLogs();
        var scene = new TokenScene(server);
        scene.Issuer.Jwks = SigningKey.JwksOf(scene.Key.Jwk, new Dictionary<string, object>(StringComparer.Ordinal) { ["kty"] = "oct" });
        var validator = TokenValidator.Create(scene.Options, scene.Clock, logs, meters);
        var tokens = new[]
        {
            scene.Valid().Build(), scene.Valid().Header("kid", "canary-kid").Build(), scene.Valid().Claim("exp", 1).Claim("jti", "canary-jti").Build(),
            scene.Valid().Claim("iss", "canary-issuer").Build(), "canary-token",
        };
        foreach (var token in tokens)
        {
            await validator.ValidateAsync(token, Ct);
        }

        meters["mesh.token.validations", "Valid"].ShouldBe(1);
        meters["mesh.token.validations", nameof(TokenError.KeyUnknown)].ShouldBe(1);
        meters["mesh.token.validations", nameof(TokenError.Expired)].ShouldBe(1);
        meters["mesh.token.validations", nameof(TokenError.IssuerNotAllowed)].ShouldBe(1);
        meters["mesh.token.validations", nameof(TokenError.Malformed)].ShouldBe(1);
        meters["mesh.token.keys.refused", "TypeNotSupported"].ShouldBe(2, "in each of two fetches");
        meters.Labels.Count().ShouldBe(6);
        logs.Lines.Count(line => line.StartsWith($"{EventIds.TokenRefused} ", StringComparison.Ordinal)).ShouldBe(4);
        logs.Lines.ShouldAllBe(line => !line.Contains("canary", StringComparison.Ordinal));
        foreach (var part in tokens.SelectMany(token => token.Split('.')))
        {
            logs.Lines.ShouldAllBe(line => !line.Contains(part, StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task T38_failure_isLoggedOncePerInterval()
    {
        using var logs = new TestLogs();
        var scene = new TokenScene(server);
        scene.Issuer.Status = 500;
        var validator = TokenValidator.Create(scene.Options, scene.Clock, logs);
        for (var second = 0; second < 600; second += 10)
        {
            (await validator.ValidateAsync(scene.Valid().Build(), Ct)).Error.ShouldBe(TokenError.KeysUnavailable);
            scene.Clock.Advance(TimeSpan.FromSeconds(10));
        }

        var errors = logs.Lines.Where(line => line.StartsWith($"{EventIds.KeysRefreshFailed} ", StringComparison.Ordinal)).ToArray();
        errors.Length.ShouldBe(2);
        errors.ShouldAllBe(line => line.Contains("main", StringComparison.Ordinal) && line.Contains("BadStatus", StringComparison.Ordinal));
    }

    private static async Task Flood(TokenScene scene, string name, int count)
    {
        for (var i = 0; i < count; i++)
        {
            (await scene.ValidateAsync(scene.Valid().Header("kid", $"{name}-{i}").Build())).Error.ShouldBe(TokenError.KeyUnknown);
        }
    }
}
