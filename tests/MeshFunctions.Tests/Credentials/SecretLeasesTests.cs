using Azure;
using MeshFunctions.Credentials;
using MeshFunctions.Credentials.Leases;

namespace MeshFunctions.Tests.Credentials;

public sealed class SecretLeasesTests : IDisposable
{
    private readonly FakeClock _clock = new();
    private readonly ScriptedVault _vault = new();
    private readonly RecordedLog<SecretLeases> _log = new();
    private readonly LeaseLifetime _lifetime = new();
    private readonly SecretLeases _leases;

    public SecretLeasesTests() => _leases = new(_vault.Client, TimeSpan.FromMinutes(5), _clock, null, _log, stopping: _lifetime.Stopping);

    public void Dispose() => _lifetime.Dispose();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task GetAsync_gives_the_newest_two_enabled_versions_within_their_validity()
    {
        var now = _clock.GetUtcNow();
        _vault.Add("v1", "one", now.AddDays(-6));
        _vault.Add("v2", "two", now.AddDays(-5));
        _vault.Add("v3", "three", now.AddDays(-4));
        _vault.Add("v4", "disabled", now.AddDays(-3)).Enabled = false;
        _vault.Add("v5", "expired", now.AddDays(-2)).ExpiresOn = now;
        _vault.Add("v6", "to come", now.AddDays(-1)).NotBefore = now.AddMinutes(1);

        var lease = await _leases.GetAsync("hop-key", Cancel);

        lease.Name.ShouldBe("hop-key");
        lease.Current.Reveal().ShouldBe("three");
        lease.Current.Version.ShouldBe("v3");
        lease.Previous!.Reveal().ShouldBe("two");
        _vault.Gets.ShouldBe(2);
    }

    [Fact]
    public async Task GetAsync_version_whose_time_comes_is_seen_before_the_interval_is_over()
    {
        var now = _clock.GetUtcNow();
        _vault.Add("v1", "one", now.AddDays(-2));
        _vault.Add("v2", "two", now.AddDays(-1)).NotBefore = now.AddMinutes(1);
        await _leases.GetAsync("hop-key", Cancel);

        _clock.Advance(TimeSpan.FromMinutes(1));

        await Eventually.IsTrueAsync(() => Current() is "two");
    }

    [Fact]
    public async Task GetAsync_lists_again_after_the_interval_and_fetches_only_what_is_new()
    {
        _vault.Add("v1", "one", _clock.GetUtcNow().AddDays(-2));
        _vault.Add("v2", "two", _clock.GetUtcNow().AddDays(-1));
        await _leases.GetAsync("hop-key", Cancel);
        _clock.Advance(TimeSpan.FromMinutes(5) - TimeSpan.FromTicks(1));
        await _leases.GetAsync("hop-key", Cancel);
        _vault.Lists.ShouldBe(1);
        _vault.Add("v3", "three", _clock.GetUtcNow());

        _clock.Advance(TimeSpan.FromTicks(1));
        Current().ShouldBe("two");

        await Eventually.IsTrueAsync(() => Current() is "three");
        (await _leases.GetAsync("hop-key", Cancel)).Previous!.Reveal().ShouldBe("two");
        (_vault.Lists, _vault.Gets).ShouldBe((2, 3));
    }

    [Fact]
    public async Task GetAsync_waiters_share_one_request_and_a_cancelled_one_harms_nobody()
    {
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _vault.Gate = gate.Task;
        _vault.Add("v1", "one", _clock.GetUtcNow());
        using var first = new CancellationTokenSource();
        var waiters = Enumerable.Range(0, 100).Select(i => _leases.GetAsync("hop-key", i == 0 ? first.Token : Cancel).AsTask()).ToArray();

        await first.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => waiters[0]);
        gate.SetResult();
        await Task.WhenAll(waiters[1..]);

        (_vault.Lists, _vault.Gets).ShouldBe((1, 1));
    }

    [Theory]
    [InlineData(403, "Forbidden")]
    [InlineData(404, "SecretNotFound")]
    [InlineData(500, null)]
    public async Task T62_secret_never_obtained_is_a_typed_error_that_says_when_to_come_back(int status, string? code)
    {
        _vault.ListFails = new RequestFailedException(status, "body", code, null);

        var error = await Should.ThrowAsync<LeaseUnavailableException>(() => _leases.GetAsync("hop-key", Cancel).AsTask());

        error.Message.ShouldContain("hop-key");
        error.Message.ShouldContain(status.ToString(System.Globalization.CultureInfo.InvariantCulture));
        error.RetryAfter.ShouldBe(TimeSpan.FromSeconds(1));
        await Should.ThrowAsync<LeaseUnavailableException>(() => _leases.GetAsync("hop-key", Cancel).AsTask());
        _vault.Lists.ShouldBe(1);
    }

    [Fact]
    public async Task T62_throttled_vault_is_left_alone_for_as_long_as_it_asks_and_the_lease_serves_on()
    {
        _vault.Add("v1", "one", _clock.GetUtcNow());
        await _leases.GetAsync("hop-key", Cancel);
        using var throttled = new StubResponse(429, "3600");
        _vault.ListFails = new RequestFailedException(throttled);

        _clock.Advance(TimeSpan.FromMinutes(5));
        Current().ShouldBe("one");
        await Eventually.IsTrueAsync(() => _log.Lines.Count == 2);
        _clock.Advance(TimeSpan.FromMinutes(59));
        Current().ShouldBe("one");

        _vault.Lists.ShouldBe(2);
        _clock.Advance(TimeSpan.FromMinutes(1));
        Current().ShouldBe("one");
        await Eventually.IsTrueAsync(() => _vault.Lists == 3);
    }

    [Theory]
    [InlineData("Bearer CANARY")]
    [InlineData("CANARY\r\nforged line")]
    [InlineData("CANARY-CANARY-CANARY-CANARY-CANARY-CANARY-CANARY-CANARY-CANARY-CANARY")]
    public async Task T68_code_that_no_service_has_is_in_no_log_and_no_exception(string code)
    {
        _vault.ListFails = new RequestFailedException(403, "body", code, null);
        var error = await Should.ThrowAsync<LeaseUnavailableException>(() => _leases.GetAsync("hop-key", Cancel).AsTask());

        _vault.ListFails = new RequestFailedException(403, "body", "Forbidden", null);
        var control = await Should.ThrowAsync<LeaseUnavailableException>(() => _leases.GetAsync("other", Cancel).AsTask());

        error.ToString().ShouldNotContain("CANARY");
        error.Message.ShouldContain("403");
        control.Message.ShouldEndWith("403 Forbidden");
        _log.Lines.Count.ShouldBe(2);
        _log.Lines[0].ShouldNotContain("CANARY");
        _log.Lines[0].ShouldContain("403");
        _log.Lines[1].ShouldContain("Code=Forbidden");
    }

    [Theory]
    [InlineData(403)]
    [InlineData(503)]
    [InlineData(200)]
    public async Task T62_secret_without_an_end_serves_for_a_day_while_the_vault_does_not_confirm_it(int status)
    {
        _vault.Add("v1", "one", _clock.GetUtcNow());
        await _leases.GetAsync("hop-key", Cancel);
        _vault.ListFails = status == 200 ? null : new RequestFailedException(status, "body");

        _clock.Advance(TimeSpan.FromDays(1) - TimeSpan.FromTicks(1));
        (await _leases.GetAsync("hop-key", Cancel)).Current.Reveal().ShouldBe("one");
        _clock.Advance(TimeSpan.FromTicks(1));
        var call = _leases.GetAsync("hop-key", Cancel).AsTask();

        if (status == 200)
        {
            (await call).Current.Reveal().ShouldBe("one");
            return;
        }

        await Should.ThrowAsync<LeaseUnavailableException>(() => call);
        _vault.ListFails = null;
        _clock.Advance(TimeSpan.FromSeconds(32));
        (await _leases.GetAsync("hop-key", Cancel)).Current.Reveal().ShouldBe("one");
    }

    [Fact]
    public async Task T62_stale_lease_ends_with_its_current_version()
    {
        _vault.Add("v1", "one", _clock.GetUtcNow()).ExpiresOn = _clock.GetUtcNow().AddMinutes(9);
        await _leases.GetAsync("hop-key", Cancel);
        _vault.ListFails = new RequestFailedException(503, "down");

        _clock.Advance(TimeSpan.FromMinutes(8));
        Current().ShouldBe("one");
        await Eventually.IsTrueAsync(() => _log.Lines.Count == 2);
        _clock.Advance(TimeSpan.FromMinutes(1));

        await Should.ThrowAsync<LeaseUnavailableException>(() => _leases.GetAsync("hop-key", Cancel).AsTask());
    }

    [Fact]
    public async Task T62_previous_version_that_runs_out_while_the_vault_is_down_is_not_given_any_more()
    {
        _vault.Add("v1", "one", _clock.GetUtcNow().AddDays(-1)).ExpiresOn = _clock.GetUtcNow().AddMinutes(2);
        _vault.Add("v2", "two", _clock.GetUtcNow());
        (await _leases.GetAsync("hop-key", Cancel)).Previous.ShouldNotBeNull();
        _vault.ListFails = new RequestFailedException(503, "down");

        _clock.Advance(TimeSpan.FromMinutes(2));

        var lease = await _leases.GetAsync("hop-key", Cancel);
        lease.Current.Reveal().ShouldBe("two");
        lease.Previous.ShouldBeNull();
    }

    [Theory]
    [InlineData(404, "SecretNotFound", "gone")]
    [InlineData(403, "Forbidden", "\"innererror\":{\"code\":\"SecretDisabled\"}")]
    public async Task T62_version_that_is_disabled_between_listing_and_reading_is_passed_over(int status, string code, string body)
    {
        _vault.Add("v1", "one", _clock.GetUtcNow().AddDays(-3));
        _vault.Add("v2", "two", _clock.GetUtcNow().AddDays(-2));
        _vault.Add("v3", "three", _clock.GetUtcNow().AddDays(-1));
        _vault.ReadFails["v3"] = new RequestFailedException(status, body, code, null);

        var lease = await _leases.GetAsync("hop-key", Cancel);

        lease.Current.Reveal().ShouldBe("two");
        lease.Previous!.Reveal().ShouldBe("one");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task T62_secret_that_the_vault_says_is_gone_or_disabled_ends_the_lease_at_once(bool deleted)
    {
        var version = _vault.Add("v1", "one", _clock.GetUtcNow());
        await _leases.GetAsync("hop-key", Cancel);
        version.Enabled = false;
        _vault.ListFails = deleted ? new RequestFailedException(404, "gone", "SecretNotFound", null) : null;

        _clock.Advance(TimeSpan.FromMinutes(5));
        Current().ShouldBe("one");
        await Eventually.IsTrueAsync(() => _log.Lines.Count == 2);

        await Should.ThrowAsync<LeaseUnavailableException>(() => _leases.GetAsync("hop-key", Cancel).AsTask());
    }

    [Theory]
    [InlineData("")]
    [InlineData("a/../b")]
    [InlineData("a_b")]
    [InlineData("ä")]
    public async Task GetAsync_name_that_no_vault_could_hold_is_refused_before_the_vault_is_asked(string name)
    {
        await Should.ThrowAsync<ArgumentException>(() => _leases.GetAsync(name, Cancel).AsTask());
        await Should.ThrowAsync<ArgumentException>(() => _leases.GetAsync(new string('a', 128), Cancel).AsTask());

        _vault.Lists.ShouldBe(0);
    }

    [Fact]
    public async Task GetAsync_same_name_in_other_case_is_one_lease()
    {
        _vault.Add("v1", "one", _clock.GetUtcNow());

        await _leases.GetAsync("hop-key", Cancel);
        await _leases.GetAsync("HOP-Key", Cancel);

        _vault.Lists.ShouldBe(1);
    }

    [Fact]
    public async Task T68_logs_and_errors_hold_no_secret_and_no_body()
    {
        _vault.Add("v1", "CANARY-value", _clock.GetUtcNow());
        await _leases.GetAsync("hop-key", Cancel);
        _vault.ListFails = new RequestFailedException(500, "CANARY-body");
        _clock.Advance(TimeSpan.FromMinutes(5));
        await _leases.GetAsync("hop-key", Cancel);
        await Eventually.IsTrueAsync(() => _log.Lines.Count == 2);

        _log.Lines.ShouldAllBe(line => !line.Contains("CANARY", StringComparison.Ordinal));
        _log.Lines[1].ShouldContain("hop-key");
        _log.Lines[1].ShouldContain("500");
    }

    [Fact]
    public async Task GetAsync_secret_that_nobody_used_for_long_is_asked_for_before_it_is_given_out()
    {
        _vault.Add("v1", "one", _clock.GetUtcNow());
        await _leases.GetAsync("hop-key", Cancel);
        _vault.Add("v2", "two", _clock.GetUtcNow().AddMinutes(1));

        _clock.Advance(TimeSpan.FromHours(3));

        (await _leases.GetAsync("hop-key", Cancel)).Current.Reveal().ShouldBe("two");
        _vault.Lists.ShouldBe(2);
    }

    [Fact]
    public async Task GetAsync_secret_that_nobody_used_for_long_is_waited_for_two_seconds_at_most()
    {
        _vault.Add("v1", "one", _clock.GetUtcNow());
        await _leases.GetAsync("hop-key", Cancel);
        _vault.Gate = new TaskCompletionSource().Task;

        _clock.Advance(TimeSpan.FromHours(3));
        var waiter = _leases.GetAsync("hop-key", Cancel).AsTask();
        await Eventually.IsTrueAsync(() => _vault.Lists == 2);
        waiter.IsCompleted.ShouldBeFalse();
        _clock.Advance(TimeSpan.FromSeconds(2));

        (await waiter).Current.Reveal().ShouldBe("one");
        Current().ShouldBe("one");
        _vault.Lists.ShouldBe(2);
    }

    [Fact]
    public async Task RefreshAsync_asks_for_the_named_secret_though_it_is_not_due()
    {
        _vault.Add("v1", "one", _clock.GetUtcNow());
        await _leases.GetAsync("hop-key", Cancel);
        await _leases.GetAsync("other", Cancel);
        _vault.Add("v2", "two", _clock.GetUtcNow().AddSeconds(1));

        (await _leases.RefreshAsync("HOP-key", Cancel)).ShouldBeTrue();

        Current().ShouldBe("two");
        _vault.Listed.ShouldBe(["hop-key", "other", "hop-key"]);
    }

    [Fact]
    public async Task RefreshAsync_secret_that_is_not_in_use_is_left_alone()
    {
        (await _leases.RefreshAsync("hop-key", Cancel)).ShouldBeFalse();

        _vault.Lists.ShouldBe(0);
    }

    [Fact]
    public async Task RefreshAsync_waits_for_a_request_that_starts_after_it_was_called()
    {
        _vault.Add("v1", "one", _clock.GetUtcNow());
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _vault.Gate = gate.Task;
        var first = _leases.GetAsync("hop-key", Cancel).AsTask();
        await Eventually.IsTrueAsync(() => _vault.Lists == 1);

        var refreshes = Enumerable.Range(0, 100).Select(_ => _leases.RefreshAsync("hop-key", Cancel).AsTask()).ToArray();
        gate.SetResult();
        await Task.WhenAll(refreshes);

        (await first).Current.Reveal().ShouldBe("one");
        _vault.Lists.ShouldBe(2);
    }

    [Fact]
    public async Task RefreshAsync_again_and_again_is_one_request_a_second()
    {
        _vault.Add("v1", "one", _clock.GetUtcNow());
        await _leases.GetAsync("hop-key", Cancel);
        await _leases.RefreshAsync("hop-key", Cancel);

        var second = _leases.RefreshAsync("hop-key", Cancel).AsTask();
        for (var i = 0; i < 50; i++)
        {
            await Task.Yield();
            Current().ShouldBe("one");
        }

        (second.IsCompleted, _vault.Lists).ShouldBe((false, 2));
        await Eventually.IsTrueAsync(() =>
        {
            _clock.Advance(TimeSpan.FromMilliseconds(500));
            return second.IsCompleted;
        });
        (await second).ShouldBeTrue();
        _vault.Lists.ShouldBe(3);
    }

    [Fact]
    public async Task RefreshAsync_that_fails_says_so_and_the_lease_serves_on()
    {
        _vault.Add("v1", "one", _clock.GetUtcNow());
        await _leases.GetAsync("hop-key", Cancel);
        using var throttled = new StubResponse(429, "60");
        _vault.ListFails = new RequestFailedException(throttled);

        await Should.ThrowAsync<LeaseUnavailableException>(() => _leases.RefreshAsync("hop-key", Cancel).AsTask());
        (await Should.ThrowAsync<LeaseUnavailableException>(() => _leases.RefreshAsync("hop-key", Cancel).AsTask())).RetryAfter.ShouldBe(TimeSpan.FromMinutes(1));

        Current().ShouldBe("one");
        _vault.Lists.ShouldBe(2);
    }

    [Fact]
    public async Task Stopping_ends_the_request_under_way_and_starts_no_more()
    {
        _vault.Add("v1", "one", _clock.GetUtcNow());
        await _leases.GetAsync("hop-key", Cancel);
        _vault.Gate = new TaskCompletionSource().Task;
        var waiter = _leases.GetAsync("other", Cancel).AsTask();
        await Eventually.IsTrueAsync(() => _vault.Lists == 2);

        _lifetime.Dispose();
        _lifetime.Dispose();

        (await Should.ThrowAsync<LeaseUnavailableException>(() => waiter)).Message.ShouldContain("stopping");
        await Should.ThrowAsync<LeaseUnavailableException>(() => _leases.GetAsync("other", Cancel).AsTask());
        await Should.ThrowAsync<LeaseUnavailableException>(() => _leases.GetAsync("third", Cancel).AsTask());
        await Should.ThrowAsync<LeaseUnavailableException>(() => _leases.RefreshAsync("hop-key", Cancel).AsTask());
        _clock.Advance(TimeSpan.FromHours(1));
        Current().ShouldBe("one");
        _vault.Lists.ShouldBe(2);
    }

    private string Current()
    {
        var pending = _leases.GetAsync("hop-key", CancellationToken.None).AsTask();
        pending.IsCompletedSuccessfully.ShouldBeTrue();
        return pending.GetAwaiter().GetResult().Current.Reveal();
    }
}
