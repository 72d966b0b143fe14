using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;

namespace MeshFunctions.Headers.Certificates;

/// <summary>Verdicts by the SHA-256 of the certificate, each for a span of time; bounded, and emptied when full: that costs work, never memory.</summary>
internal sealed class VerdictCache(int capacity)
{
    private readonly ConcurrentDictionary<UInt256Key, Entry> _entries = [];
    private readonly Lock _gate = new();
    private int _count;

    public int Count => Volatile.Read(ref _count);

    public bool TryGet(UInt256Key key, DateTimeOffset now, [NotNullWhen(true)] out CertificateVerdict? verdict)
    {
        if (_entries.TryGetValue(key, out var entry) && now >= entry.From && now <= entry.Until)
        {
            verdict = entry.Verdict;
            return true;
        }

        verdict = null;
        return false;
    }

    public void Set(UInt256Key key, CertificateVerdict verdict, DateTimeOffset from, DateTimeOffset until)
    {
        lock (_gate)
        {
            if (_count >= capacity && !_entries.ContainsKey(key))
            {
                _entries.Clear();
                _count = 0;
            }

            if (_entries.TryAdd(key, new Entry(verdict, from, until)))
            {
                _count++;
            }
            else
            {
                _entries[key] = new Entry(verdict, from, until);
            }
        }
    }

    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Entry(CertificateVerdict Verdict, DateTimeOffset From, DateTimeOffset Until);
}
