using System.Collections.Concurrent;

namespace MeshFunctions.Credentials.Leases;

/// <summary>
/// Leases by key: one fetch at a time for each, renewed in the background before they expire, served until they really expire while
/// the source is in trouble, and no more of them than the capacity, beside those that are pinned. When it is stopped, fetches end and none begins; leases in hand serve on.
/// </summary>
internal sealed class LeaseCache<TKey, TValue>
    where TKey : notnull
{
    private readonly ILeaseSource<TKey, TValue> _source;
    private readonly LeaseSettings _settings;
    private readonly Action<TKey, Lease<TValue>?>? _changed;
    private readonly ConcurrentDictionary<TKey, LeaseEntry<TKey, TValue>> _entries;
    private readonly CancellationToken _stopping;
    private readonly Lock _gate = new();
    private int _pinned;

    /// <param name="source">Where leases come from.</param>
    /// <param name="settings">Limits.</param>
    /// <param name="comparer">When two keys are one.</param>
    /// <param name="changed">Called with a lease that was obtained, or with null when it was withdrawn, before those who wait for it go on: it must be quick and not throw.</param>
    /// <param name="stopping">Ends fetches under way.</param>
    public LeaseCache(
        ILeaseSource<TKey, TValue> source,
        LeaseSettings settings,
        IEqualityComparer<TKey>? comparer = null,
        Action<TKey, Lease<TValue>?>? changed = null,
        CancellationToken stopping = default)
    {
        _source = source;
        _settings = settings;
        _changed = changed;
        _stopping = stopping;
        _entries = new(comparer);
        settings.Meters?.ObserveLeases(settings.Kind, OldestAge);
    }

    public int Count => _entries.Count;

    /// <summary>The valid leases in hand.</summary>
    public IEnumerable<Lease<TValue>> Held => _entries.Select(static entry => entry.Value.Peek()).OfType<Lease<TValue>>();

    /// <summary>The lease of <paramref name="key"/>; completes synchronously, without allocating, while there is a valid one.</summary>
    public ValueTask<TValue> GetAsync(TKey key, CancellationToken cancellationToken) => Entry(key).GetAsync(cancellationToken);

    /// <summary>Has the lease of <paramref name="key"/> fetched if it is due, and says when it may be due again.</summary>
    public TimeSpan Touch(TKey key) => Entry(key).Touch();

    /// <summary>The valid lease in hand, if there is one; nothing is fetched.</summary>
    public Lease<TValue>? Peek(TKey key) => _entries.TryGetValue(key, out var entry) ? entry.Peek() : null;

    /// <summary>Whether there was a lease of <paramref name="key"/> that ran out.</summary>
    public bool HasEnded(TKey key) => _entries.TryGetValue(key, out var entry) && entry.HasEnded;

    /// <summary>Keeps the entry of <paramref name="key"/>, over the capacity if need be, until <see cref="Unpin"/> is called as often.</summary>
    public void Pin(TKey key)
    {
        lock (_gate)
        {
            _pinned += Entry(key).Pins++ == 0 ? 1 : 0;
        }
    }

    public void Unpin(TKey key)
    {
        lock (_gate)
        {
            _pinned -= --Entry(key).Pins == 0 ? 1 : 0;
        }
    }

    /// <summary>Fetches the lease of <paramref name="key"/> now, though it is not due; false if it is not in use.</summary>
    public async ValueTask<bool> RefreshAsync(TKey key, CancellationToken cancellationToken)
    {
        if (!_entries.TryGetValue(key, out var entry))
        {
            return false;
        }

        await entry.RefreshAsync(cancellationToken).ConfigureAwait(false);
        return true;
    }

    /// <inheritdoc cref="LeaseEntry{TKey,TValue}.ReplaceAsync"/>
    public ValueTask<Lease<TValue>?> ReplaceAsync(TKey key, Func<TValue, bool> isOther, CancellationToken cancellationToken) =>
        Entry(key).ReplaceAsync(isOther, cancellationToken);

    private TimeSpan? OldestAge()
    {
        TimeSpan? oldest = null;
        foreach (var (_, entry) in _entries)
        {
            oldest = entry.Age() is { } age && !(age <= oldest) ? age : oldest;
        }

        return oldest;
    }

    private LeaseEntry<TKey, TValue> Entry(TKey key) => _entries.TryGetValue(key, out var entry) ? entry : Add(key);

    private LeaseEntry<TKey, TValue> Add(TKey key)
    {
        lock (_gate)
        {
            if (_entries.TryGetValue(key, out var existing))
            {
                return existing;
            }

            while (_entries.Count - _pinned >= _settings.Capacity)
            {
                _entries.TryRemove(Least(), out _);
            }

            return _entries[key] = new LeaseEntry<TKey, TValue>(key, _source, _settings, _changed, _stopping);
        }
    }

    // Names that bring no lease must not cost those who have one theirs.
    private TKey Least() => _entries.Where(static pair => pair.Value.Pins == 0).MinBy(static pair => (pair.Value.Worth(), pair.Value.LastUsed)).Key;
}
