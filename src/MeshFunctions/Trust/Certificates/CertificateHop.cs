using System.Collections.Immutable;
using MeshFunctions.Headers.Certificates;

namespace MeshFunctions.Trust.Certificates;

/// <summary>One hop that shows a certificate: the clients that are this hop, and the authorities that may say so.</summary>
internal sealed class CertificateHop
{
    private readonly string _name;
    private readonly HopOptions _options;
    private readonly CertificateChecker _checker;
    private readonly ImmutableArray<(AllowedClient Client, HopTrustResult Proven)> _allowed;

    /// <summary>A hop that passed <see cref="CertificateHopValidator"/>.</summary>
    public CertificateHop(string name, HopOptions options, CertificateCheckers checkers)
    {
        (_name, _options) = (name, options);
        _checker = checkers.For(options.BundleFile ?? throw new ArgumentException("The hop names its bundle.", nameof(options)));
        _allowed = [.. options.Allowed.Select(Parse).OrderBy(static client => client.Rank)
            .Select(client => (client, new HopTrustResult(new HopTrust.Proven(name, client.ToString(), options), RetryAfter: null)))];
    }

    public CertificateVerdict Check(ReadOnlySpan<byte> der) => _checker.Check(der);

    /// <summary>The hop, proven under the first entry that a certificate fits; null where it fits none.</summary>
    public HopTrustResult? Proven(CertificateNames names)
    {
        foreach (var (client, proven) in _allowed)
        {
            if (client.Fits(names))
            {
                return _options.Sets.Count > 0
                    ? proven
                    : new HopTrustResult(new HopTrust.Proven(_name, client.ToString(), _options, names.Sha256), RetryAfter: null);
            }
        }

        return null;
    }

    private static AllowedClient Parse(string text) => AllowedClient.TryParse(text, out var client)
        ? client
        : throw new ArgumentException("An allowed client cannot be read.", nameof(text));
}
