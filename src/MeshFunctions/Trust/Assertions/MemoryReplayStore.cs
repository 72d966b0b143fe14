namespace MeshFunctions.Trust.Assertions;

/// <summary>
/// The replay store of one process: in memory, bounded. Where it is full it throws, so that assertions are refused until older ones have expired: it never
/// forgets one that could still be used. An app with several instances needs a shared store.
/// </summary>
public sealed class MemoryReplayStore : IReplayStore
{
    /// <summary>How many keys are kept unless told otherwise: 100,000, which is 1,500 requests a second with assertions of a minute; about 20 MB when full.</summary>
    public const int DefaultCapacity = 100_000;

    private readonly Lock _gate = new();
    private readonly HashSet<string> _keys = new(StringComparer.Ordinal);
    private readonly PriorityQueue<string, long> _byExpiry = new();
    private readonly TimeProvider _clock;
    private readonly int _capacity;

    /// <summary>Makes an empty store.</summary>
    /// <param name="timeProvider">The clock.</param>
    /// <param name="capacity">How many keys are kept, at least 1.</param>
    public MemoryReplayStore(TimeProvider timeProvider, int capacity = DefaultCapacity)
    {
        ArgumentNullException.ThrowIfNull(timeProvider);
        ArgumentOutOfRangeException.ThrowIfLessThan(capacity, 1);
        (_clock, _capacity, Since) = (timeProvider, capacity, timeProvider.GetUtcNow());
    }

    /// <summary>When it began. Assertions made before that, which an earlier process may have taken already, are refused.</summary>
    internal DateTimeOffset Since { get; }

    /// <summary>How many keys are kept now, expired ones that were not yet forgotten included.</summary>
    public int Count
    {
        get
        {
            lock (_gate)
            {
                return _keys.Count;
            }
        }
    }

    /// <inheritdoc />
    /// <exception cref="InvalidOperationException">The store is full.</exception>
    public ValueTask<bool> TryAddAsync(string key, DateTimeOffset expiresAt, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(key);
        // Monotonic: a wall clock that is set forward and back makes nothing good again (T41).
        var now = _clock.GetTimestamp();
        var life = expiresAt - _clock.GetUtcNow();
        lock (_gate)
        {
            while (_byExpiry.TryPeek(out var oldest, out var expired) && expired <= now)
            {
                _ = _byExpiry.Dequeue();
                _ = _keys.Remove(oldest);
            }

            if (_keys.Contains(key))
            {
                return new(false);
            }

            if (_keys.Count >= _capacity)
            {
                throw new InvalidOperationException("The replay store is full.");
            }

            _ = _keys.Add(key);
            _byExpiry.Enqueue(key, now + (long)(Math.Max(0, life.TotalSeconds) * _clock.TimestampFrequency));
            return new(true);
        }
    }
}
