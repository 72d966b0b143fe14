using Azure;
using MeshFunctions.Credentials;

namespace MeshFunctions.Tests.Credentials.Secrets;

public sealed class SecretRotationTests
{
    private readonly FakeClock _clock = new();
    private readonly ScriptedVault _vault = new();
    private readonly SecretLeases _leases;
    private int _uses;
    private string _accepted = "one";

    public SecretRotationTests()
    {
        _leases = new(_vault.Client, TimeSpan.FromMinutes(5), _clock, null, new RecordedLog<SecretLeases>());
        _vault.Add("v1", "one", _clock.GetUtcNow());
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task T63_secret_that_is_accepted_is_used_once() => await RunAsync(expectedUses: 1, expectedLists: 1);

    [Fact]
    public async Task T63_refused_secret_is_fetched_anew_and_used_exactly_once_more()
    {
        await _leases.GetAsync("db", Cancel);
        Rotate();

        await RunAsync(expectedUses: 2, expectedLists: 2);
        await RunAsync(expectedUses: 3, expectedLists: 2);
    }

    [Fact]
    public async Task T63_refused_secret_that_another_has_renewed_meanwhile_asks_for_nothing()
    {
        var result = _leases.RunWithRotationAsync(
            "db",
            async (secret, cancellationToken) =>
            {
                if (Interlocked.Increment(ref _uses) == 1)
                {
                    Rotate();
                    await _leases.RefreshAsync("db", cancellationToken);
                }

                return Use(secret);
            },
            static failure => failure is UnauthorizedAccessException,
            Cancel);

        (await result).ShouldBe("two");
        (_uses, _vault.Lists).ShouldBe((2, 2));
    }

    [Fact]
    public async Task T63_secret_that_is_refused_again_is_the_callers_error()
    {
        await _leases.GetAsync("db", Cancel);
        Rotate();
        _accepted = "three";

        await ShouldBeRefusedAsync(expectedUses: 2, expectedLists: 2);
    }

    [Fact]
    public async Task T63_refused_secret_without_a_newer_version_is_not_tried_again() => await ShouldBeRefusedAsync(expectedUses: 1, expectedLists: 2, accepted: "other");

    [Fact]
    public async Task T63_refused_secret_while_the_vault_is_down_is_the_refusal_and_not_the_vaults_error()
    {
        await _leases.GetAsync("db", Cancel);
        _vault.ListFails = new RequestFailedException(503, "down");

        await ShouldBeRefusedAsync(expectedUses: 1, expectedLists: 2, accepted: "other");
    }

    [Fact]
    public async Task T63_any_other_error_is_not_retried()
    {
        await Should.ThrowAsync<InvalidOperationException>(() => _leases.RunWithRotationAsync(
            "db",
            (_, _) => Task.FromException(new InvalidOperationException($"{++_uses}")),
            static failure => failure is UnauthorizedAccessException,
            Cancel));

        (_uses, _vault.Lists).ShouldBe((1, 1));
    }

    [Fact]
    public async Task T63_a_thousand_refused_at_a_time_are_one_request()
    {
        await _leases.GetAsync("db", Cancel);
        Rotate();

        var results = await Task.WhenAll(Enumerable.Range(0, 1000).Select(_ => Task.Run(
            () => _leases.RunWithRotationAsync(
                "db",
                (secret, _) =>
                {
                    Interlocked.Increment(ref _uses);
                    return Task.FromResult(Use(secret));
                },
                static failure => failure is UnauthorizedAccessException,
                Cancel),
            Cancel)));

        results.ShouldAllBe(result => result == "two");
        _vault.Lists.ShouldBe(2);
        _uses.ShouldBeLessThanOrEqualTo(2000);
    }

    [Fact]
    public async Task T63_secret_that_is_refused_for_an_hour_asks_the_vault_ever_more_seldom()
    {
        _accepted = "other";
        await _leases.GetAsync("db", Cancel);
        for (var second = 0; second < 280; second++)
        {
            for (var i = 0; i < 20; i++)
            {
                await Should.ThrowAsync<UnauthorizedAccessException>(() => TryAsync());
            }

            _clock.Advance(TimeSpan.FromSeconds(1));
        }

        // After 0, 2, 6, 14, 30, 62 s, and then every 32 s.
        _vault.Lists.ShouldBeInRange(8, 15);
    }

    private async Task RunAsync(int expectedUses, int expectedLists)
    {
        (await TryAsync()).ShouldBe(_accepted);
        (_uses, _vault.Lists).ShouldBe((expectedUses, expectedLists));
    }

    private async Task ShouldBeRefusedAsync(int expectedUses, int expectedLists, string? accepted = null)
    {
        _accepted = accepted ?? _accepted;
        await Should.ThrowAsync<UnauthorizedAccessException>(() => TryAsync());
        (_uses, _vault.Lists).ShouldBe((expectedUses, expectedLists));
    }

    private Task<string> TryAsync() => _leases.RunWithRotationAsync(
        "db",
        (secret, _) =>
        {
            _uses++;
            return Task.FromResult(Use(secret));
        },
        static failure => failure is UnauthorizedAccessException,
        Cancel);

    private string Use(LeasedSecret secret) => string.Equals(secret.Reveal(), _accepted, StringComparison.Ordinal) ? _accepted : throw new UnauthorizedAccessException();

    private void Rotate()
    {
        _vault.Add("v2", "two", _clock.GetUtcNow().AddSeconds(1));
        _accepted = "two";
    }
}
