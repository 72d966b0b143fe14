using Microsoft.Extensions.Logging;

namespace MeshFunctions.Headers.Certificates;

/// <summary>One checker for each bundle file, whoever uses it.</summary>
internal sealed class CertificateCheckers(TimeProvider time, ILogger<CertificateCheckers> logger) : IDisposable
{
    private readonly Dictionary<string, (TrustBundleFile File, CertificateChecker Checker)> _byPath = new(StringComparer.Ordinal);
    private readonly Lock _gate = new();

    /// <summary>The checker against the bundle in a PEM file, which is read at once.</summary>
    public CertificateChecker For(string path)
    {
        path = Path.GetFullPath(path);
        lock (_gate)
        {
            if (!_byPath.TryGetValue(path, out var known))
            {
                var file = new TrustBundleFile(path, time, logger);
                _byPath[path] = known = (file, new CertificateChecker(file, time));
            }

            return known.Checker;
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            foreach (var (file, _) in _byPath.Values)
            {
                file.Dispose();
            }

            _byPath.Clear();
        }
    }
}
