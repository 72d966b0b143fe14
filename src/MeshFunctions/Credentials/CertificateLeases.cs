using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using MeshFunctions.Credentials.Certificates;
using MeshFunctions.Diagnostics;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace MeshFunctions.Credentials;

/// <summary>
/// Certificates with their private keys from PEM files that a mesh agent, cert-manager or Kubernetes replaces: whoever makes a connection asks for the pair
/// and gets the newest that is whole. The files may be renamed into place, reached through links that move, written one before the other, found cut short, or
/// deleted: the pair before stays in force until certificate and key match and two looks, half a second apart, have found them alike. A new
/// certificate that is not valid yet, or not any more, does not replace one that is.
/// </summary>
/// <remarks>
/// The files are looked at when a pair is asked for, at most twice a second. The gauge <c>mesh.certificate.expiry</c> tells the seconds that are left of each (negative once it
/// has expired), and a warning is logged when a fifth of its life is left, when a twentieth is, and when it ends. 64 pairs are kept; the one that was not asked
/// for the longest gives way.
/// </remarks>
public sealed class CertificateLeases
{
    private const int Capacity = 64;
    private readonly ConcurrentDictionary<(string Certificate, string Key), CertificateFiles> _pairs = [];
    private readonly Lock _gate = new();
    private readonly TimeProvider _time;
    private readonly ILogger _logger;

    /// <summary>Leases without meters and log.</summary>
    /// <param name="time">The clock; the system's if null.</param>
    public CertificateLeases(TimeProvider? time = null)
        : this(time ?? TimeProvider.System, null, NullLogger<CertificateLeases>.Instance)
    {
    }

    internal CertificateLeases(TimeProvider time, MeshMeters? meters, ILogger<CertificateLeases> logger)
    {
        _time = time;
        _logger = logger;
        meters?.ObserveCertificates(Left);
    }

    /// <summary>The pair in these files. Ask anew for each connection; what was returned stays as it is.</summary>
    /// <param name="certificateFile">PEM: the leaf, then its intermediates if any.</param>
    /// <param name="keyFile">PEM: the leaf's private key, unencrypted (PKCS#8, SEC1 or PKCS#1); may be the same file.</param>
    /// <returns>The newest pair that is whole and has not expired.</returns>
    /// <exception cref="ArgumentException">A name is empty.</exception>
    /// <exception cref="LeaseUnavailableException">There never was a usable pair in the files, or the last one has expired. The next call looks again.</exception>
    public CertificateLease Get(string certificateFile, string keyFile)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(certificateFile);
        ArgumentException.ThrowIfNullOrWhiteSpace(keyFile);
        return (_pairs.TryGetValue((certificateFile, keyFile), out var pair) ? pair : Add(certificateFile, keyFile)).Get();
    }

    /// <summary>Whether there was a usable pair that has come to its end.</summary>
    internal bool HasExpired(string certificateFile, string keyFile) =>
        _pairs.TryGetValue((certificateFile, keyFile), out var pair) && pair.Notice(out _) is { } lease && lease.ExpiresOn <= _time.GetUtcNow();

    private CertificateFiles Add(string certificateFile, string keyFile)
    {
        lock (_gate)
        {
            if (_pairs.TryGetValue((certificateFile, keyFile), out var existing))
            {
                return existing;
            }

            while (_pairs.Count >= Capacity)
            {
                _pairs.TryRemove(_pairs.MinBy(static pair => pair.Value.LastLook).Key, out _);
            }

            return _pairs[(certificateFile, keyFile)] = new CertificateFiles(certificateFile, keyFile, _time, _logger);
        }
    }

    // Who scrapes the gauge has the files looked at, and is told of an end that no connection would notice.
    private IEnumerable<Measurement<long>> Left()
    {
        foreach (var pair in _pairs.Values)
        {
            if (pair.Notice(out _) is { } lease)
            {
                yield return new((long)(lease.ExpiresOn - _time.GetUtcNow()).TotalSeconds, new KeyValuePair<string, object?>(TagNames.CertificateFile, pair.CertificateFile));
            }
        }
    }
}
