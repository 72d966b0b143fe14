using System.Security.Cryptography;
using MeshFunctions.Tests.Properties;
using MeshFunctions.Tokens;
using MeshFunctions.Tokens.Caching;
using MeshFunctions.Tokens.Keys;
using Microsoft.Extensions.Logging.Abstractions;

namespace MeshFunctions.Tests.Tokens.Caching;

/// <summary>Floods of different valid tokens; each is shown twice, for otherwise none is kept at all.</summary>
[Collection(MemoryMeasuring.Name)]
public sealed class TokenCacheBoundsTests(KeyServer server)
{
    private const long Mebibyte = 1024 * 1024;
    private const int LongCount = 1_000_000;
    private const int ShortCount = 5_000;

    /// <summary>Past the signature, which nobody verifies here.</summary>
    [Theory]
    [InlineData(100_000, 0)]
    [InlineData(10_000, 11_500)]
    public async Task Add_manyTokens_countAndMemoryAreBounded(int count, int padding)
    {
        var scene = new TokenScene(server);
        scene.Options.CachedTokens = TokenCache.MaxCapacity;
        var issuers = new IssuerTable(scene.Options, scene.Clock, null, NullLogger.Instance);
        var key = await KeyOf(scene);
        var cache = new TokenCache(TokenCache.MaxCapacity, scene.Clock);
        var text = scene.Valid().Claim("padding", new string('p', padding));
        var kept = 0;
        var before = GC.GetTotalMemory(forceFullCollection: true);
        for (var number = 0; number < count; number++)
        {
            var token = text.Claim("jti", $"{number}").Build(SHA256.HashData(BitConverter.GetBytes(number)));
            for (var time = 0; time < 2; time++)
            {
                var pending = new PendingToken(token.AsMemory(), null);
                TokenInspector.Inspect(ref pending, issuers, scene.Now).ShouldBe(TokenError.None);
                kept += cache.Add(pending, key) is not null ? 1 : 0;
                pending.Release();
            }
        }

        var growth = GC.GetTotalMemory(forceFullCollection: true) - before;
        TestContext.Current.TestOutputHelper!.WriteLine($"{cache.Count} of {count} tokens kept, {growth / 1024} KiB");
        cache.Count.ShouldBeInRange(100, TokenCache.MaxCapacity);
        kept.ShouldBeInRange(count, count + 10, "each the second time");
        growth.ShouldBeLessThan(64 * Mebibyte);
        GC.KeepAlive(cache);
    }

    [Fact]
    public async Task Validate_manyDifferentTokens_memoryIsBoundedAndOneInUseStays()
    {
        var count = PropertyRun.IsLong ? LongCount : ShortCount;
        var scene = new TokenScene(server);
        var inUse = scene.Valid().Build();
        var latest = await TokenCacheTests.CacheAsync(scene, inUse);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var misses = 0;
        await Parallel.ForAsync(0, count, new ParallelOptions { MaxDegreeOfParallelism = 2, CancellationToken = TestContext.Current.CancellationToken }, async (number, _) =>
        {
            var token = scene.Valid().Claim("jti", $"{number}").Build();
            for (var time = 0; time < 2; time++)
            {
                (await scene.Validator.ValidateAsync(token, CancellationToken.None)).IsValid.ShouldBeTrue();
                var known = await scene.Validator.ValidateAsync(inUse, CancellationToken.None);
                known.IsValid.ShouldBeTrue();

                // Now and then a newcomer takes the place of its mark; it is back after being shown twice, as another object.
                if (!ReferenceEquals(Interlocked.Exchange(ref latest, known), known))
                {
                    Interlocked.Increment(ref misses);
                }
            }
        });

        var growth = GC.GetTotalMemory(forceFullCollection: true) - before;
        TestContext.Current.TestOutputHelper!.WriteLine($"{count} tokens, {growth / 1024} KiB, {misses} times the one in use was not found");
        growth.ShouldBeLessThan(64 * Mebibyte);
        misses.ShouldBeLessThan(Math.Max(10, count / 100));
        GC.KeepAlive(scene);
    }

    [Fact]
    public async Task Validate_hit_allocatesNothing()
    {
        var scene = new TokenScene(server);
        var token = scene.Valid().Build();
        await TokenCacheTests.CacheAsync(scene, token);
        var user = (await scene.ValidateAsync(token)).Token!.CreateIdentity("Mesh");
        Hit(1000);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Hit(1000);
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBe(0);

        void Hit(int times)
        {
            for (var time = 0; time < times; time++)
            {
                var pending = scene.Validator.ValidateAsync(token.AsMemory(), null, CancellationToken.None);
                if (!pending.IsCompletedSuccessfully || !pending.Result.IsValid || !user.HasClaim("roles", "Orders.Read"))
                {
                    throw new InvalidOperationException("Not found.");
                }
            }
        }
    }

    private static async Task<VerificationKey> KeyOf(TokenScene scene)
    {
        await scene.AcceptAsync(scene.Valid());
        var keys = new KeySetReader(new KeyBinding(scene.Issuer.Issuer), static _ => { }).Read(System.Text.Encoding.UTF8.GetBytes(scene.Issuer.Jwks));
        return keys.ShouldNotBeNull().FindOnly().ShouldNotBeNull();
    }
}
