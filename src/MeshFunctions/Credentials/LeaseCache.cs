using System.Collections.Concurrent;

namespace MeshFunctions.Credentials;

/// <summary>
/// Leases by key: one fetch at a time for each, renewed in the background before they expire, served until they really expire while
/// the source is in trouble, and no more of them than the capacity.
/// </summary>
internal sealed class LeaseCache<TKey, TValue>(
    ILeaseSource<TKey, TValue> source,
    LeaseSettings settings,
    IEqualityComparer<TKey>? comparer = null)
    where TKey : notnull
{
    private readonly ConcurrentDictionary<TKey, LeaseEntry<TKey, TValue>> _entries = new(comparer);
    private readonly Lock _gate = new();

    public int Count => _entries.Count;

    /// <summary>The lease of <paramref name="key"/>; completes synchronously, without allocating, while there is a valid one.</summary>
    public ValueTask<TValue> GetAsync(TKey key, CancellationToken cancellationToken) =>
        (_entries.TryGetValue(key, out var entry) ? entry : Add(key)).GetAsync(cancellationToken);

    private LeaseEntry<TKey, TValue> Add(TKey key)
    {
        lock (_gate)
        {
            if (_entries.TryGetValue(key, out var existing))
            {
                return existing;
            }

            while (_entries.Count >= settings.Capacity)
            {
                _entries.TryRemove(_entries.MinBy(pair => pair.Value.LastUsed).Key, out _);
            }

            return _entries[key] = new LeaseEntry<TKey, TValue>(key, source, settings);
        }
    }
}
