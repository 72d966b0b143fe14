using System.Collections.Concurrent;
using BenchmarkDotNet.Attributes;
using MeshFunctions.Credentials;

namespace Benchmarks;

/// <summary>A secret that is leased already, against what no cache can do without: the dictionary and a look at the clock.</summary>
public class LeaseBenchmarks
{
    private const string Name = "hop-key-orders";

    private readonly SecretLeases _leases = new(new FixedVault(), TimeSpan.FromHours(1), TimeProvider.System);
    private readonly ConcurrentDictionary<string, DateTimeOffset> _dictionary =
        new(StringComparer.OrdinalIgnoreCase) { [Name] = DateTimeOffset.MaxValue };

    // Synchronous: the in-process toolchain does not wait for a task.
    [GlobalSetup]
    public void Setup() => SetupAsync().GetAwaiter().GetResult();

    private async Task SetupAsync()
    {
        var lease = await _leases.GetAsync(Name);
        if (!DictionaryAndClock() || !ReferenceEquals(lease, SecretLeasesHit()))
        {
            throw new InvalidOperationException("No hit.");
        }
    }

    [Benchmark(Baseline = true)]
    public bool DictionaryAndClock() => _dictionary.TryGetValue(Name, out var end) && TimeProvider.System.GetUtcNow() < end;

    [Benchmark, Budget(Nanoseconds = 60, Bytes = 0)]
    public SecretLease SecretLeasesHit()
    {
        var pending = _leases.GetAsync(Name);
        return pending.IsCompletedSuccessfully ? pending.Result : throw new InvalidOperationException("The lease was fetched in the middle.");
    }
}
