using System.Diagnostics.CodeAnalysis;

namespace MeshFunctions.Headers.Certificates;

/// <summary>Verdicts by the SHA-256 of the certificate, each for a span of time; bounded.</summary>
internal sealed class VerdictCache(int capacity)
{
    private readonly DigestCache<Entry> _entries = new(capacity);

    public int Count => _entries.Count;

    public bool TryGet(UInt256Key key, DateTimeOffset now, [NotNullWhen(true)] out CertificateVerdict? verdict)
    {
        if (_entries.TryGet(key, out var entry) && now >= entry.From && now <= entry.Until)
        {
            verdict = entry.Verdict;
            return true;
        }

        verdict = null;
        return false;
    }

    public void Set(UInt256Key key, CertificateVerdict verdict, DateTimeOffset from, DateTimeOffset until) => _entries.Set(key, new Entry(verdict, from, until));

    private sealed record Entry(CertificateVerdict Verdict, DateTimeOffset From, DateTimeOffset Until);
}
