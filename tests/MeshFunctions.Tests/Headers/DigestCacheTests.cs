using MeshFunctions.Headers;

namespace MeshFunctions.Tests.Headers;

public sealed class DigestCacheTests
{
    [Fact]
    public void TryGet_finds_what_was_put_in_last_under_the_whole_hash()
    {
        var cache = new DigestCache<string>(100);
        cache.Set(new UInt256Key(1, 1), "old");
        cache.Set(new UInt256Key(1, 1), "new");
        cache.Count.ShouldBe(1);
        Find(cache, new UInt256Key(1, 1)).ShouldBe("new");
        Find(cache, new UInt256Key(1, 2)).ShouldBeNull();
        Find(cache, new UInt256Key(2, 1)).ShouldBeNull();
    }

    [Fact]
    public void Set_beyond_the_capacity_drops_what_was_not_asked_for()
    {
        var cache = new DigestCache<string>(100);
        cache.Set(Key(0), "in use");
        for (var number = 1; number <= 10_000; number++)
        {
            cache.Set(Key(number), "flood");
            cache.Count.ShouldBeLessThanOrEqualTo(100);
            if (number % 40 == 0)
            {
                Find(cache, Key(0)).ShouldBe("in use");
            }
        }

        Find(cache, Key(1)).ShouldBeNull();
        Find(cache, Key(10_000)).ShouldBe("flood");
    }

    [Fact]
    public void Set_beyond_the_weight_drops_too_and_what_is_too_heavy_is_not_kept()
    {
        var cache = new DigestCache<string>(100, capacityByWeight: 1000);
        for (var number = 0; number < 50; number++)
        {
            cache.Set(Key(number), "heavy", weight: 100);
            cache.Count.ShouldBeLessThanOrEqualTo(10);
        }

        Find(cache, Key(49)).ShouldBe("heavy");
        Find(cache, Key(39)).ShouldBeNull();
        cache.Set(Key(100), "too heavy", weight: 501);
        Find(cache, Key(100)).ShouldBeNull();

        cache.Set(Key(49), "heavier", weight: 500);
        Find(cache, Key(49)).ShouldBe("heavier");
        cache.Set(Key(101), "light", weight: 1);
        Find(cache, Key(49)).ShouldBe("heavier", "it was in the older generation");
    }

    [Fact]
    public void Age_drops_what_was_not_asked_for_between_two()
    {
        var cache = new DigestCache<string>(100);
        cache.Set(Key(1), "in use");
        cache.Set(Key(2), "forgotten");
        cache.Age();
        Find(cache, Key(1)).ShouldBe("in use");
        cache.Age();
        Find(cache, Key(1)).ShouldBe("in use");
        Find(cache, Key(2)).ShouldBeNull();
        cache.Age();
        cache.Age();
        cache.Count.ShouldBe(0);
    }

    [Fact]
    public void TryGet_and_Set_at_once_never_mix_values_up()
    {
        var cache = new DigestCache<string>(64, capacityByWeight: 10_000);
        Parallel.For(0, 100_000, number =>
        {
            var of = number % 100;
            if (Find(cache, Key(of)) is { } found)
            {
                found.ShouldBe($"{of}");
            }
            else
            {
                cache.Set(Key(of), $"{of}", weight: of);
            }
        });
        cache.Count.ShouldBeInRange(1, 64);
    }

    private static UInt256Key Key(int number) => UInt256Key.Of(BitConverter.GetBytes(number));

    private static string? Find(DigestCache<string> cache, UInt256Key key) => cache.TryGet(key, out var value) ? value : null;
}
