using System.Collections.Concurrent;
using Azure;
using MeshFunctions.Credentials;

namespace MeshFunctions.Tests.Credentials;

public sealed class SecretChangesTests
{
    private readonly FakeClock _clock = new();
    private readonly ScriptedVault _vault = new();
    private readonly RecordedLog<SecretLeases> _log = new();
    private readonly ConcurrentQueue<string> _heard = new();
    private readonly SecretLeases _leases;

    public SecretChangesTests()
    {
        _leases = new(_vault.Client, TimeSpan.FromMinutes(5), _clock, null, _log);
        _vault.Add("v1", "one", _clock.GetUtcNow());
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task OnChange_hears_of_a_rotation_though_nobody_asks_for_the_secret()
    {
        using var registration = _leases.OnChange("db", Hear);
        await Eventually.IsTrueAsync(() => _log.Lines.Count == 1);
        _vault.Add("v2", "two", _clock.GetUtcNow().AddSeconds(1));

        for (var minute = 0; minute < 6; minute++)
        {
            _clock.Advance(TimeSpan.FromMinutes(1));
        }

        await Eventually.IsTrueAsync(() => _heard.Count == 1);
        _heard.ShouldBe(["two"]);
    }

    [Fact]
    public async Task OnChange_first_version_and_a_look_that_finds_the_same_are_no_change()
    {
        using var registration = _leases.OnChange("db", Hear);
        await _leases.GetAsync("db", Cancel);
        await _leases.RefreshAsync("db", Cancel);
        _vault.Add("v2", "two", _clock.GetUtcNow().AddSeconds(1));
        _clock.Advance(TimeSpan.FromSeconds(1));
        await _leases.RefreshAsync("db", Cancel);

        await Eventually.IsTrueAsync(() => !_heard.IsEmpty);
        _heard.ShouldBe(["two"]);
    }

    [Fact]
    public async Task T62_more_listeners_than_the_cache_holds_secrets_ask_the_vault_no_more_often()
    {
        var registrations = Enumerable.Range(0, 300).Select(i => _leases.OnChange($"secret-{i}", Hear)).ToArray();
        await Eventually.IsTrueAsync(() => _log.Lines.Count == 300);
        for (var minute = 0; minute < 4; minute++)
        {
            _clock.Advance(TimeSpan.FromMinutes(1));
            await _leases.GetAsync("secret-0", Cancel);
        }

        _vault.Lists.ShouldBe(300);
        _vault.Add("v2", "two", _clock.GetUtcNow());
        _clock.Advance(TimeSpan.FromMinutes(1));
        _clock.Advance(TimeSpan.FromMinutes(1));
        await Eventually.IsTrueAsync(() => _heard.Count == 300);
        Array.ForEach(registrations, static registration => registration.Dispose());
    }

    [Fact]
    public async Task OnChange_listener_that_throws_or_blocks_harms_nobody()
    {
        using var release = new ManualResetEventSlim();
        using var throwing = _leases.OnChange("db", _ => throw new InvalidOperationException("CANARY-of-the-app"));
        using var blocking = _leases.OnChange("db", _ => release.Wait(Cancel));
        using var good = _leases.OnChange("db", Hear);
        await _leases.GetAsync("db", Cancel);
        _vault.Add("v2", "two", _clock.GetUtcNow().AddSeconds(1));

        await _leases.RefreshAsync("db", Cancel);

        (await _leases.GetAsync("db", Cancel)).Current.Reveal().ShouldBe("two");
        await Eventually.IsTrueAsync(() => _heard.Count == 1 && _log.Lines.Any(line => line.Contains("1104", StringComparison.Ordinal)));
        _log.Lines.ShouldAllBe(line => !line.Contains("CANARY", StringComparison.Ordinal));
        release.Set();
    }

    [Fact]
    public async Task OnChange_slow_listener_is_called_once_at_a_time_and_last_with_the_newest()
    {
        using var release = new ManualResetEventSlim();
        var running = 0;
        using var registration = _leases.OnChange("db", lease =>
        {
            Interlocked.Increment(ref running).ShouldBe(1);
            release.Wait(Cancel);
            Hear(lease);
            Interlocked.Decrement(ref running);
        });
        await _leases.GetAsync("db", Cancel);
        foreach (var (version, value) in new[] { ("v2", "two"), ("v3", "three"), ("v4", "four") })
        {
            _vault.Add(version, value, _clock.GetUtcNow().AddSeconds(1));
            _clock.Advance(TimeSpan.FromSeconds(2));
            await _leases.RefreshAsync("db", Cancel);
            await Eventually.IsTrueAsync(() => Volatile.Read(ref running) == 1);
        }

        release.Set();

        await Eventually.IsTrueAsync(() => _heard.Count == 2);
        _heard.ShouldBe(["two", "four"]);
    }

    [Fact]
    public async Task OnChange_ended_hears_nothing_and_asks_for_nothing()
    {
        var registration = _leases.OnChange("db", Hear);
        await Eventually.IsTrueAsync(() => _log.Lines.Count == 1);
        registration.Dispose();
        registration.Dispose();
        _vault.Add("v2", "two", _clock.GetUtcNow().AddSeconds(1));

        _clock.Advance(TimeSpan.FromHours(1));
        await _leases.RefreshAsync("db", Cancel);

        _vault.Lists.ShouldBe(2);
        _heard.ShouldBeEmpty();
    }

    [Fact]
    public async Task OnChange_throttled_vault_is_left_alone_for_as_long_as_it_asks()
    {
        using var registration = _leases.OnChange("db", Hear);
        await Eventually.IsTrueAsync(() => _log.Lines.Count == 1);
        using var throttled = new StubResponse(429, "3600");
        _vault.ListFails = new RequestFailedException(throttled);
        for (var minute = 0; minute < 60; minute++)
        {
            _clock.Advance(TimeSpan.FromMinutes(1));
            await Task.Yield();
        }

        await Eventually.IsTrueAsync(() => _vault.Lists == 2);
        _heard.ShouldBeEmpty();
    }

    [Fact]
    public async Task T62_secret_near_its_end_is_warned_of_once_a_day_until_there_is_a_newer_version()
    {
        using var meters = new RecordedMeters();
        var vault = new ScriptedVault();
        var leases = new SecretLeases(vault.Client, TimeSpan.FromHours(1), _clock, meters.Meters, _log);
        vault.Add("v1", "CANARY-one", _clock.GetUtcNow()).ExpiresOn = _clock.GetUtcNow().AddDays(10);
        await leases.GetAsync("db", Cancel);
        Warnings().ShouldBe(0);

        for (var hour = 0; hour < 24 * 9; hour++)
        {
            _clock.Advance(TimeSpan.FromHours(1));
            await leases.RefreshAsync("db", Cancel);
        }

        Warnings().ShouldBe(2);
        vault.Add("v2", "CANARY-two", _clock.GetUtcNow());
        _clock.Advance(TimeSpan.FromHours(20));
        await leases.RefreshAsync("db", Cancel);
        Warnings().ShouldBe(2);
        _log.Lines.ShouldAllBe(line => !line.Contains("CANARY", StringComparison.Ordinal));
    }

    private int Warnings() => _log.Lines.Count(line => line.Contains("1103", StringComparison.Ordinal));

    private void Hear(SecretLease lease) => _heard.Enqueue(lease.Current.Reveal());
}
