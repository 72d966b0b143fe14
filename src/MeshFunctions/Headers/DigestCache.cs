using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;

namespace MeshFunctions.Headers;

/// <summary>
/// Values by the SHA-256 of what they were made from, bounded by their number and by what they weigh together. Two generations, each of half the size: when the newer one is full, it becomes
/// the older one, which is dropped as a whole; what is asked for meanwhile moves back to the newer. So a flood of new values costs no search, and what is in use survives it.
/// A look for a value takes no lock, except for the one that moves it.
/// </summary>
internal sealed class DigestCache<T>(int capacity, long capacityByWeight = long.MaxValue)
    where T : class
{
    private readonly int _half = Math.Max(1, capacity / 2);
    private readonly long _halfWeight = capacityByWeight / 2;
    private readonly Lock _gate = new();
    private volatile ConcurrentDictionary<UInt256Key, Entry> _newer = new();
    private volatile ConcurrentDictionary<UInt256Key, Entry> _older = new();
    private int _count;
    private int _olderCount;
    private long _weight;

    /// <summary>How many values are held; those that moved count twice until the older generation is dropped.</summary>
    public int Count => Volatile.Read(ref _count) + Volatile.Read(ref _olderCount);

    public bool TryGet(UInt256Key key, [NotNullWhen(true)] out T? value)
    {
        if (_newer.TryGetValue(key, out var entry))
        {
            value = entry.Value;
            return true;
        }

        if (_older.TryGetValue(key, out entry))
        {
            Put(key, entry, replaces: false);
            value = entry.Value;
            return true;
        }

        value = null;
        return false;
    }

    /// <summary>Puts a value in, in place of that which the key has; one that weighs more than half of what all may is not kept.</summary>
    public void Set(UInt256Key key, T value, long weight = 0)
    {
        if (weight <= _halfWeight)
        {
            Put(key, new Entry(value, weight), replaces: true);
        }
    }

    /// <summary>Drops the older generation; what was not asked for between two such calls is gone.</summary>
    public void Age()
    {
        lock (_gate)
        {
            Turn();
        }
    }

    private void Put(UInt256Key key, Entry entry, bool replaces)
    {
        lock (_gate)
        {
            var held = _newer.TryGetValue(key, out var old);
            if (held && !replaces)
            {
                return;
            }

            if ((!held && _count >= _half) || _weight - old.Weight + entry.Weight > _halfWeight)
            {
                Turn();
                (held, old) = (false, default);
            }

            _newer[key] = entry;
            _weight += entry.Weight - old.Weight;
            Volatile.Write(ref _count, held ? _count : _count + 1);
        }
    }

    private void Turn()
    {
        _older = _newer;
        Volatile.Write(ref _olderCount, _count);
        _newer = new ConcurrentDictionary<UInt256Key, Entry>();
        Volatile.Write(ref _count, 0);
        _weight = 0;
    }

    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Entry(T Value, long Weight);
}
