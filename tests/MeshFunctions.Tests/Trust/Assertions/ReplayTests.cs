using System.Buffers.Text;
using System.Numerics;
using MeshFunctions.Trust;
using MeshFunctions.Trust.Assertions;

namespace MeshFunctions.Tests.Trust.Assertions;

/// <summary>T05: assertions that count once.</summary>
public sealed class ReplayTests : IDisposable
{
    private static readonly Sent Request = new();
    private readonly AssertionScene _scene = new(oneTime: true);

    public void Dispose() => _scene.Dispose();

    [Fact]
    public async Task T05_FindAsync_replayed_assertion_is_unproven()
    {
        var assertion = _scene.Mint(Request);

        await _scene.ShouldProve(Request, assertion);
        await _scene.ShouldRefuse(Request, assertion, UnprovenReason.Replayed);
        await _scene.ShouldRefuse(Request, assertion, UnprovenReason.Replayed, HttpMode.Integration);
        await _scene.ShouldProve(Request, _scene.Mint(Request));
    }

    [Fact]
    public async Task T05_FindAsync_replayed_at_another_instance_is_unproven()
    {
        var assertion = _scene.Mint(Request);
        await _scene.ShouldProve(Request, assertion);

        _scene.Restarted();

        await _scene.ShouldRefuse(Request, assertion, UnprovenReason.Replayed);
        await _scene.ShouldProve(Request, _scene.Mint(Request));
    }

    [Fact]
    public async Task T05_FindAsync_replayed_after_a_restart_is_unproven_though_memory_is_empty()
    {
        var assertion = _scene.Mint(Request);
        await _scene.ShouldProve(Request, assertion);
        _scene.Clock.Advance(TimeSpan.FromSeconds(1));

        _scene.Restarted(store: new MemoryReplayStore(_scene.Clock));

        await _scene.ShouldRefuse(Request, assertion, UnprovenReason.Replayed);
        _scene.Clock.Advance(HopAssertion.ClockSkew - TimeSpan.FromSeconds(1));
        await _scene.ShouldRefuse(Request, _scene.Mint(Request), UnprovenReason.Replayed);
        _scene.Clock.Advance(TimeSpan.FromSeconds(1));
        await _scene.ShouldProve(Request, _scene.Mint(Request));
    }

    [Fact]
    public async Task T05_FindAsync_replayed_after_a_restart_by_a_hop_whose_clock_is_ahead_is_unproven()
    {
        var ahead = _scene.Clock.GetUtcNow().ToUnixTimeSeconds() + 4;
        var assertion = _scene.Builder(Request).Claim("iat", ahead).Claim("exp", ahead + 30).Build();
        await _scene.ShouldProve(Request, assertion);

        _scene.Restarted(store: new MemoryReplayStore(_scene.Clock));

        await _scene.ShouldRefuse(Request, assertion, UnprovenReason.Replayed);
    }

    [Fact]
    public async Task FindAsync_without_OneTime_the_same_assertion_serves_a_retry()
    {
        using var scene = new AssertionScene(oneTime: false, store: new ScriptedStore { Fails = new InvalidOperationException("not to be asked") });
        var assertion = scene.Mint(Request);

        await scene.ShouldProve(Request, assertion);
        await scene.ShouldProve(Request, assertion);
    }

    [Fact]
    public async Task T24_FindAsync_the_other_signature_of_ECDSA_is_the_same_assertion()
    {
        var assertion = _scene.Mint(Request);
        var twin = HighTwin(assertion);
        string.Equals(twin, assertion, StringComparison.Ordinal).ShouldBeFalse();

        await _scene.ShouldProve(Request, twin);
        await _scene.ShouldRefuse(Request, assertion, UnprovenReason.Replayed);
    }

    [Fact]
    public async Task T05_FindAsync_store_is_asked_only_where_everything_else_holds()
    {
        var store = new ScriptedStore();
        using var scene = new AssertionScene(oneTime: true, store);
        var assertion = scene.Mint(Request);

        await scene.ShouldRefuse(Request with { Path = "/other" }, assertion, UnprovenReason.AssertionMismatch);
        await scene.ShouldRefuse(Request, assertion[..^4] + "AAAA", UnprovenReason.ProofInvalid);
        await scene.ShouldRefuse(Request, scene.Builder(Request).Claim("aud", "other").Build(), UnprovenReason.ProofInvalid);
        scene.Clock.Advance(TimeSpan.FromMinutes(2));
        await scene.ShouldRefuse(Request, assertion, UnprovenReason.AssertionExpired);
        store.Keys.ShouldBeEmpty();

        var later = scene.Mint(Request);
        await scene.ShouldProve(Request, later);
        var (key, expires) = store.Keys.ShouldHaveSingleItem();
        key.Length.ShouldBe(43);
        later.ShouldNotContain(key);
        expires.ShouldBe(scene.Clock.GetUtcNow() + TimeSpan.FromSeconds(35), "its end and the clocks' difference");
    }

    [Fact]
    public async Task T05_FindAsync_store_that_throws_is_unproven_and_logged_once_in_thirty_seconds()
    {
        var store = new ScriptedStore { Fails = new InvalidDataException("canary") };
        using var scene = new AssertionScene(oneTime: true, store);

        await scene.ShouldRefuse(Request, scene.Mint(Request), UnprovenReason.ReplayStoreDown);
        await scene.ShouldRefuse(Request, scene.Mint(Request), UnprovenReason.ReplayStoreDown);
        Failures(scene).ShouldHaveSingleItem().ShouldNotContain("canary");
        scene.Clock.Advance(TimeSpan.FromSeconds(30));
        await scene.ShouldRefuse(Request, scene.Mint(Request), UnprovenReason.ReplayStoreDown);
        Failures(scene).Count().ShouldBe(2);

        store.Fails = null;
        await scene.ShouldProve(Request, scene.Mint(Request));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task T05_FindAsync_store_that_does_not_answer_is_unproven_after_two_seconds(bool listens)
    {
        var store = new ScriptedStore { Hangs = true, ListensToToken = listens };
        using var scene = new AssertionScene(oneTime: true, store);

        var pending = scene.EvaluateAsync(Request, scene.Mint(Request));
        scene.Clock.Advance(TimeSpan.FromSeconds(1.9));
        pending.IsCompleted.ShouldBeFalse();
        scene.Clock.Advance(TimeSpan.FromSeconds(0.1));

        var result = await pending.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);
        result.Trust.ShouldBeOfType<HopTrust.Unproven>().Reason.ShouldBe(UnprovenReason.ReplayStoreDown);
        Failures(scene).ShouldHaveSingleItem().ShouldContain("TimeoutException");
    }

    [Fact]
    public async Task FindAsync_cancelled_request_is_cancelled_and_no_failure_of_the_store()
    {
        var store = new ScriptedStore { Hangs = true };
        using var scene = new AssertionScene(oneTime: true, store);
        using var aborted = new CancellationTokenSource();

        var pending = scene.Evaluator.EvaluateAsync(Request.Arrived(scene.Mint(Request), HttpMode.BuiltIn), aborted.Token).AsTask();
        await aborted.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(pending);
        Failures(scene).ShouldBeEmpty();
    }

    [Fact]
    public async Task T05_FindAsync_full_store_refuses_until_older_ones_have_expired()
    {
        var clock = new FakeClock();
        using var scene = new AssertionScene(oneTime: true, new MemoryReplayStore(clock, capacity: 2), clock: clock);
        var first = scene.Mint(Request);
        await scene.ShouldProve(Request, first);
        await scene.ShouldProve(Request, scene.Mint(Request));

        await scene.ShouldRefuse(Request, scene.Mint(Request), UnprovenReason.ReplayStoreDown);
        await scene.ShouldRefuse(Request, first, UnprovenReason.Replayed);
        clock.Advance(TimeSpan.FromSeconds(35));
        await scene.ShouldProve(Request, scene.Mint(Request));
    }

    private static IEnumerable<string> Failures(AssertionScene scene) => scene.Log.Lines.Where(line => line.StartsWith("Error 1312 ", StringComparison.Ordinal));

    /// <summary>(r, n − s) verifies where (r, s) does.</summary>
    private static string HighTwin(string assertion)
    {
        var order = BigInteger.Parse("0FFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551", System.Globalization.NumberStyles.HexNumber, null);
        var dot = assertion.LastIndexOf('.');
        var signature = Base64Url.DecodeFromChars(assertion.AsSpan(dot + 1));
        var s = order - new BigInteger(signature.AsSpan(32), isUnsigned: true, isBigEndian: true);
        signature.AsSpan(32).Clear();
        var bytes = s.ToByteArray(isUnsigned: true, isBigEndian: true);
        bytes.CopyTo(signature.AsSpan(64 - bytes.Length));
        return $"{assertion[..dot]}.{Base64Url.EncodeToString(signature)}";
    }
}
