using System.Collections.Frozen;
using MeshFunctions.Headers;
using MeshFunctions.Headers.Certificates;
using MeshFunctions.Trust;

namespace MeshFunctions.Identity.Peers;

/// <summary>
/// The peer from <c>X-ARR-ClientCert</c> as an identity. App Service demands a certificate but asks nobody who issued it, so the chain to the hop's own bundle
/// is checked here.
/// </summary>
internal sealed class AppServiceCertificatePeer(
    IEnumerable<KeyValuePair<string, HopOptions>> hops, TrustDomains trustDomains, CertificateCheckers checkers) : IPeerSource
{
    private readonly FrozenDictionary<string, CertificateChecker> _checkers = hops
        .Where(hop => hop.Value.Sets.Contains(IdentitySource.AppServiceCertificate))
        .ToFrozenDictionary(hop => hop.Key, hop => checkers.For(Required(hop.Value.ClientBundleFile)), StringComparer.OrdinalIgnoreCase);

    public PeerReading Read(RequestHeaders headers, HopTrust.Proven hop)
    {
        var text = headers.Identity(hop, MeshHeader.ArrClientCert);
        if (string.IsNullOrEmpty(text))
        {
            return PeerReading.Absent;
        }

        if (!ArrCertificate.TryDecode(text, out var der))
        {
            return PeerReading.Against(PeerRefusal.Malformed);
        }

        var verdict = _checkers[hop.Name].Check(der);
        if (!verdict.Holds)
        {
            return PeerReading.Against(Translate(verdict.Refusal.GetValueOrDefault()));
        }

        if (verdict.Names.Spiffe is not { } id)
        {
            return PeerReading.Against(PeerRefusal.NoWorkload);
        }

        return trustDomains.Contains(id)
            ? PeerReading.Of(new PeerIdentity(PeerName.Of(id), IdentitySource.AppServiceCertificate, verdict.Names.Sha256))
            : PeerReading.Against(PeerRefusal.TrustDomain);
    }

    private static PeerRefusal Translate(CertificateRefusal refusal) => refusal switch
    {
        CertificateRefusal.Malformed or CertificateRefusal.TooLarge or CertificateRefusal.Authority => PeerRefusal.CertificateInvalid,
        CertificateRefusal.Expired or CertificateRefusal.NotYetValid => PeerRefusal.CertificateNotValidNow,
        _ => PeerRefusal.CertificateUntrusted,
    };

    private static string Required(string? file) =>
        file ?? throw new ArgumentException("A hop that sets AppServiceCertificate names its bundle.", nameof(file));
}
