using System.Collections.Immutable;
using MeshFunctions.Headers.Certificates;

namespace MeshFunctions.Trust.Certificates;

/// <summary>One hop that shows a certificate: the clients that are this hop, and the authorities that may say so.</summary>
internal sealed class CertificateHop
{
    private readonly CertificateChecker _checker;
    private readonly ImmutableArray<(AllowedClient Client, HopTrustResult Proven)> _allowed;

    /// <summary>A hop that passed <see cref="CertificateHopValidator"/>.</summary>
    public CertificateHop(string name, HopOptions options, CertificateCheckers checkers)
    {
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
                return proven;
            }
        }

        return null;
    }

    private static AllowedClient Parse(string text) => AllowedClient.TryParse(text, out var client)
        ? client
        : throw new ArgumentException("An allowed client cannot be read.", nameof(text));
}
