using System.Diagnostics.Metrics;
using MeshFunctions.Credentials;
using MeshFunctions.Credentials.Leases;
using MeshFunctions.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace MeshFunctions.Tests.Credentials.Leases;

public sealed class LeaseCacheTests
{
    private readonly FakeClock _clock = new();
    private readonly Source _source;

    public LeaseCacheTests() => _source = new(_clock);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task GetAsync_over_the_capacity_drops_what_was_not_used_for_longest()
    {
        var cache = Cache(capacity: 3);
        foreach (var key in new[] { "a", "b", "c", "a", "d" })
        {
            await cache.GetAsync(key, Cancel);
            _clock.Advance(TimeSpan.FromSeconds(1));
        }

        cache.Count.ShouldBe(3);
        await cache.GetAsync("a", Cancel);
        _source.Fetched.ShouldBe(["a", "b", "c", "d"]);
        await cache.GetAsync("b", Cancel);
        _source.Fetched.ShouldBe(["a", "b", "c", "d", "b"]);
    }

    [Fact]
    public async Task T60_keys_that_bring_no_lease_make_room_before_leases_that_were_not_used_for_longer()
    {
        var cache = Cache(capacity: 3);
        await cache.GetAsync("a", Cancel);
        await cache.GetAsync("b", Cancel);
        _source.Fails = true;
        for (var i = 0; i < 100; i++)
        {
            _clock.Advance(TimeSpan.FromSeconds(1));
            await Should.ThrowAsync<InvalidOperationException>(() => cache.GetAsync($"made up {i}", Cancel).AsTask());
        }

        cache.Count.ShouldBe(3);
        (await cache.GetAsync("a", Cancel)).ShouldBe("value of a");
        (await cache.GetAsync("b", Cancel)).ShouldBe("value of b");
        _source.Fetched.Count.ShouldBe(102);
    }

    [Fact]
    public async Task T60_key_in_the_pause_after_its_failure_stays_before_one_whose_pause_is_over()
    {
        var cache = Cache(capacity: 2);
        _source.Fails = true;
        _source.RetryAfter = "60";
        await Should.ThrowAsync<InvalidOperationException>(() => cache.GetAsync("pausing", Cancel).AsTask());
        _source.RetryAfter = null;
        _clock.Advance(TimeSpan.FromSeconds(2));
        await Should.ThrowAsync<InvalidOperationException>(() => cache.GetAsync("over", Cancel).AsTask());
        _clock.Advance(TimeSpan.FromSeconds(2));

        await Should.ThrowAsync<InvalidOperationException>(() => cache.GetAsync("new", Cancel).AsTask());
        await Should.ThrowAsync<InvalidOperationException>(() => cache.GetAsync("pausing", Cancel).AsTask());

        _source.Fetched.ShouldBe(["pausing", "over", "new"]);
    }

    [Fact]
    public async Task Pin_keeps_over_the_capacity_and_leaves_that_to_the_others()
    {
        var cache = Cache(capacity: 2);
        string[] pinned = ["a", "b", "c"];
        Array.ForEach(pinned, cache.Pin);
        cache.Pin("a");
        foreach (var key in new[] { "a", "b", "c", "d", "e", "a", "b", "c", "d", "e" })
        {
            await cache.GetAsync(key, Cancel);
            _clock.Advance(TimeSpan.FromSeconds(1));
        }

        _source.Fetched.ShouldBe(["a", "b", "c", "d", "e"]);
        cache.Count.ShouldBe(5);

        Array.ForEach(pinned, cache.Unpin);
        await cache.GetAsync("f", Cancel);
        cache.Count.ShouldBe(3);
        await cache.GetAsync("a", Cancel);
        _source.Fetched.ShouldBe(["a", "b", "c", "d", "e", "f"]);

        cache.Unpin("a");
        await cache.GetAsync("g", Cancel);
        cache.Count.ShouldBe(2);
    }

    [Theory]
    [InlineData(11, false)]
    [InlineData(9, true)]
    public async Task T60_lease_that_ran_out_is_not_served_again_by_a_clock_that_was_set_back(int minutes, bool serves)
    {
        _source.Life = TimeSpan.FromMinutes(5);
        _source.End = TimeSpan.FromMinutes(10);
        var cache = Cache(capacity: 3);
        await cache.GetAsync("a", Cancel);
        _source.Fails = true;
        _clock.Advance(TimeSpan.FromMinutes(minutes));
        _clock.Set(_clock.GetUtcNow().AddHours(-1));

        var call = cache.GetAsync("a", Cancel).AsTask();

        if (serves)
        {
            (await call).ShouldBe("value of a");
        }
        else
        {
            await Should.ThrowAsync<InvalidOperationException>(() => call);
            cache.Peek("a").ShouldBeNull();
        }

        await Eventually.IsTrueAsync(() => _source.Fetched.Count == 2);
    }

    [Theory]
    [InlineData(6, 2)]
    [InlineData(4, 1)]
    public async Task T62_lease_is_renewed_when_it_would_have_been_though_the_clock_was_set_back(int minutes, int fetches)
    {
        _source.Life = TimeSpan.FromMinutes(5);
        var cache = Cache(capacity: 3);
        await cache.GetAsync("a", Cancel);
        _clock.Set(_clock.GetUtcNow().AddHours(-1));
        for (var minute = 0; minute < minutes; minute++)
        {
            _clock.Advance(TimeSpan.FromMinutes(1));
            await cache.GetAsync("a", Cancel);
        }

        await Eventually.IsTrueAsync(() => _source.Fetched.Count == fetches);
    }

    [Fact]
    public async Task GetAsync_clock_set_forward_or_back_by_less_than_a_second_moves_nothing()
    {
        _source.Life = TimeSpan.FromMinutes(5);
        var cache = Cache(capacity: 3);
        await cache.GetAsync("a", Cancel);
        var lease = cache.Peek("a");
        _clock.Advance(TimeSpan.FromSeconds(10));
        _clock.Set(_clock.GetUtcNow().AddMilliseconds(-900));
        await cache.GetAsync("a", Cancel);
        _clock.Set(_clock.GetUtcNow().AddMinutes(1));
        await cache.GetAsync("a", Cancel);

        cache.Peek("a").ShouldBeSameAs(lease);
        _source.Fetched.ShouldHaveSingleItem();
    }

    [Fact]
    public void LastUsed_of_an_entry_that_nobody_called_yet_is_when_it_was_made() =>
        new LeaseEntry<string, string>("a", _source, Settings(capacity: 3)).LastUsed.ShouldBe(_clock.GetUtcNow().UtcTicks);

    [Fact]
    public async Task GetAsync_ten_thousand_keys_stay_within_the_capacity()
    {
        var cache = Cache(capacity: 16);
        for (var i = 0; i < 10_000; i++)
        {
            await cache.GetAsync($"key {i}", Cancel);
        }

        cache.Count.ShouldBe(16);
    }

    [Fact]
    public async Task GetAsync_hit_allocates_nothing()
    {
        var cache = Cache(capacity: 3);
        await cache.GetAsync("a", Cancel);
        Hit(cache, 1000);

        var before = GC.GetAllocatedBytesForCurrentThread();
        var hits = Hit(cache, 1000);

        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBe(0);
        hits.ShouldBe(1000);
    }

    [Fact]
    public async Task GetAsync_clock_set_back_does_not_lengthen_the_pause_after_a_failure()
    {
        var cache = Cache(capacity: 3);
        _source.Fails = true;
        await Should.ThrowAsync<InvalidOperationException>(() => cache.GetAsync("a", Cancel).AsTask());
        _source.Fails = false;

        _clock.Set(_clock.GetUtcNow().AddHours(-1));
        _clock.Advance(TimeSpan.FromSeconds(1));

        (await cache.GetAsync("a", Cancel)).ShouldBe("value of a");
    }

    [Fact]
    public async Task GetAsync_calls_in_the_pause_after_a_failure_do_not_grow_the_trace_of_the_exception_they_share()
    {
        var cache = Cache(capacity: 3);
        _source.Fails = true;
        await Should.ThrowAsync<InvalidOperationException>(() => cache.GetAsync("a", Cancel).AsTask());

        List<int> lengths = [];
        for (var i = 0; i < 1000; i++)
        {
            try
            {
                await cache.GetAsync("a", Cancel);
            }
            catch (InvalidOperationException failure)
            {
                lengths.Add(failure.StackTrace!.Length);
            }
        }

        lengths.Count.ShouldBe(1000);
        _source.Fetched.ShouldHaveSingleItem();
        lengths.Distinct().ShouldHaveSingleItem();
    }

    [Fact]
    public async Task GetAsync_counts_refreshes_by_kind_and_outcome()
    {
        using var services = new ServiceCollection().AddMetrics().BuildServiceProvider();
        using var meters = new MeshMeters(services.GetRequiredService<IMeterFactory>());
        List<string> seen = [];
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, self) =>
        {
            if (instrument.Meter.Scope == services.GetRequiredService<IMeterFactory>() && instrument.Name is "mesh.lease.refreshes")
            {
                self.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<long>((_, count, tags, _) => seen.Add($"{count} {string.Join(' ', tags.ToArray().Select(tag => tag.Value))}"));
        listener.Start();
        var cache = Cache(capacity: 3, meters);

        await cache.GetAsync("a", Cancel);
        _source.Fails = true;
        await Should.ThrowAsync<InvalidOperationException>(() => cache.GetAsync("b", Cancel).AsTask());

        seen.ShouldBe(["1 test renewed", "1 test failed"]);
    }

    [Fact]
    public async Task Age_is_that_of_the_oldest_lease_in_use_and_rises_while_renewing_fails()
    {
        using var meters = new RecordedMeters();
        var cache = Cache(capacity: 3, meters.Meters);
        meters.Gauge("mesh.lease.age").ShouldBeEmpty();
        await cache.GetAsync("idle", Cancel);
        _source.Life = TimeSpan.FromMinutes(10);
        _clock.Advance(TimeSpan.FromSeconds(30));
        await cache.GetAsync("a", Cancel);
        _clock.Advance(TimeSpan.FromSeconds(30));
        meters.Gauge("mesh.lease.age").ShouldBe([60]);

        _clock.Advance(TimeSpan.FromMinutes(10));
        _source.Fails = true;
        await cache.GetAsync("a", Cancel);
        await Eventually.IsTrueAsync(() => meters.Counts.Contains("mesh.lease.refreshes test failed", StringComparer.Ordinal));

        meters.Gauge("mesh.lease.age").ShouldBe([660]);
    }

    [Fact]
    public async Task Waiters_are_counted_while_they_wait_and_not_when_they_have_a_lease()
    {
        using var meters = new RecordedMeters();
        var cache = Cache(capacity: 3, meters.Meters);
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _source.Gate = gate.Task;
        var waiters = Enumerable.Range(0, 10).Select(_ => cache.GetAsync("a", Cancel).AsTask()).ToArray();
        Waiters().ShouldBe(10);

        gate.SetResult();
        await Task.WhenAll(waiters);
        await cache.GetAsync("a", Cancel);

        Waiters().ShouldBe(20);

        int Waiters() => meters.Counts.Count(line => string.Equals(line, "mesh.lease.waiters test", StringComparison.Ordinal));
    }

    private static int Hit(LeaseCache<string, string> cache, int times)
    {
        var hits = 0;
        for (var i = 0; i < times; i++)
        {
            var pending = cache.GetAsync("a", CancellationToken.None);
            hits += pending.IsCompletedSuccessfully ? 1 : 0;
        }

        return hits;
    }

    private LeaseCache<string, string> Cache(int capacity, MeshMeters? meters = null) =>
        new(_source, Settings(capacity, meters));

    private LeaseSettings Settings(int capacity, MeshMeters? meters = null) => new("test", _clock, meters, NullLogger.Instance) { Capacity = capacity };

    private sealed class Source(FakeClock clock) : ILeaseSource<string, string>
    {
        public List<string> Fetched { get; } = [];

        public bool Fails { get; set; }

        public Task Gate { get; set; } = Task.CompletedTask;

        /// <summary>When a lease is due for renewal; never by default.</summary>
        public TimeSpan? Life { get; set; }

        /// <summary>When a lease ends; never by default.</summary>
        public TimeSpan? End { get; set; }

        /// <summary>What a failure asks for.</summary>
        public string? RetryAfter { get; set; }

        public async Task<Lease<string>> FetchAsync(string key, Lease<string>? current, CancellationToken cancellationToken)
        {
            Fetched.Add(key);
            await Gate;
            return Fails
                ? throw new InvalidOperationException("no") { Data = { [RetryAdvice.Key] = RetryAfter } }
                : new Lease<string>($"value of {key}", In(Life), In(End), unchanged: false);
        }

        public Exception Explain(string key, Exception failure, TimeSpan pause) => failure;

        public bool Withdraws(Exception failure) => false;

        private DateTimeOffset In(TimeSpan? time) => time is { } set ? clock.GetUtcNow() + set : DateTimeOffset.MaxValue;
    }
}
