using MeshFunctions.Trust.Assertions;

namespace MeshFunctions.Tests.Trust.Assertions;

public sealed class MemoryReplayStoreTests
{
    private readonly FakeClock _clock = new();

    [Fact]
    public async Task T41_TryAddAsync_clock_set_forward_and_back_makes_nothing_good_again()
    {
        var clock = new FakeClock();
        var store = new MemoryReplayStore(clock);
        var start = clock.GetUtcNow();
        (await store.TryAddAsync("one", start.AddSeconds(60), TestContext.Current.CancellationToken)).ShouldBeTrue();

        clock.Set(start.AddHours(1));
        (await store.TryAddAsync("two", start.AddHours(1).AddSeconds(60), TestContext.Current.CancellationToken)).ShouldBeTrue();
        clock.Set(start);

        (await store.TryAddAsync("one", start.AddSeconds(60), TestContext.Current.CancellationToken)).ShouldBeFalse();
        clock.Advance(TimeSpan.FromSeconds(61));
        (await store.TryAddAsync("one", start.AddSeconds(122), TestContext.Current.CancellationToken)).ShouldBeTrue("control: it has run out by then");
    }

    [Fact]
    public async Task TryAddAsync_of_many_at_once_exactly_one_is_first()
    {
        var store = new MemoryReplayStore(_clock);
        var expires = _clock.GetUtcNow() + TimeSpan.FromSeconds(60);
        for (var round = 0; round < 50; round++)
        {
            var key = $"key-{round}";
            var results = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ =>
                Task.Run(async () => await store.TryAddAsync(key, expires, CancellationToken.None), TestContext.Current.CancellationToken)));
            results.Count(first => first).ShouldBe(1);
        }

        store.Count.ShouldBe(50);
    }

    [Fact]
    public async Task TryAddAsync_forgets_what_has_expired_and_nothing_else()
    {
        var store = new MemoryReplayStore(_clock, capacity: 3);
        (await AddAsync(store, "long", 60)).ShouldBeTrue();
        (await AddAsync(store, "short", 10)).ShouldBeTrue();
        _clock.Advance(TimeSpan.FromSeconds(10));

        (await AddAsync(store, "next", 60)).ShouldBeTrue();
        store.Count.ShouldBe(2);
        (await AddAsync(store, "long", 60)).ShouldBeFalse();
        (await AddAsync(store, "short", 60)).ShouldBeTrue("it may be forgotten once it has expired");
        await Should.ThrowAsync<InvalidOperationException>(async () => await AddAsync(store, "one too many", 60));
        store.Count.ShouldBe(3);
    }

    [Fact]
    public async Task TryAddAsync_clock_set_back_forgets_nothing()
    {
        var store = new MemoryReplayStore(_clock);
        await AddAsync(store, "key", 60);
        _clock.Set(_clock.GetUtcNow() - TimeSpan.FromHours(1));

        (await AddAsync(store, "key", 60)).ShouldBeFalse();
    }

    private ValueTask<bool> AddAsync(MemoryReplayStore store, string key, int seconds) =>
        store.TryAddAsync(key, _clock.GetUtcNow() + TimeSpan.FromSeconds(seconds), TestContext.Current.CancellationToken);
}
