using System.Collections.Concurrent;

namespace MeshFunctions.Tokens.Keys;

/// <summary>
/// Values of <c>kid</c> that a fresh key set did not have: for one interval they are not worth another refresh. At most
/// <see cref="Capacity"/> of them; when it is full, the budget alone bounds the refreshes. One thread may add while others look.
/// </summary>
internal sealed class UnknownKeys
{
    /// <summary>How many are remembered.</summary>
    public const int Capacity = 256;

    private readonly ConcurrentDictionary<byte[], long> _since = new(KeyIdComparer.Instance);
    private readonly ConcurrentDictionary<byte[], long>.AlternateLookup<ReadOnlySpan<byte>> _bySpan;
    private readonly Queue<byte[]> _byAge = [];
    private readonly TimeSpan _interval;
    private readonly TimeProvider _clock;

    public UnknownKeys(TimeSpan interval, TimeProvider clock)
    {
        (_interval, _clock) = (interval, clock);
        _bySpan = _since.GetAlternateLookup<ReadOnlySpan<byte>>();
    }

    public bool Contains(ReadOnlySpan<byte> keyId) => _bySpan.TryGetValue(keyId, out var since) && IsRecent(since);

    public void Add(ReadOnlySpan<byte> keyId)
    {
        while (_byAge.TryPeek(out var oldest) && !IsRecent(_since[oldest]))
        {
            _since.TryRemove(_byAge.Dequeue(), out _);
        }

        if (_byAge.Count < Capacity && !_bySpan.ContainsKey(keyId))
        {
            var added = keyId.ToArray();
            _since[added] = _clock.GetTimestamp();
            _byAge.Enqueue(added);
        }
    }

    private bool IsRecent(long since) => _clock.GetElapsedTime(since) < _interval;
}
