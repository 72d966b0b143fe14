using MeshFunctions.Diagnostics;
using MeshFunctions.Headers;
using MeshFunctions.Headers.Certificates;
using MeshFunctions.Identity.Xfcc;
using MeshFunctions.Trust;

namespace MeshFunctions.Identity.Peers;

/// <summary>
/// Reads the peer from the families of headers that the proven hop is configured to set, and from nothing else. Where it sets several, all that are there must
/// name one workload: what is invalid or names another is never outvoted. Of those that agree, the first in the configured order counts.
/// </summary>
internal sealed class PeerReader
{
    // By the number of the source; null where that names no peer.
    private readonly IPeerSource?[] _sources = new IPeerSource?[Enum.GetValues<IdentitySource>().Length];
    private readonly MeshMeters _meters;

    public PeerReader(
        IDictionary<string, HopOptions> hops, TrustDomains trustDomains, CertificateCheckers checkers, TimeProvider time, MeshMeters meters)
    {
        _meters = meters;
        var certificates = new CertificatePeers(trustDomains, time);
        _sources[(int)IdentitySource.NginxCertificate] = new NginxCertificatePeer(certificates);
        _sources[(int)IdentitySource.Xfcc] = new XfccPeer(hops, trustDomains, certificates);
        _sources[(int)IdentitySource.Linkerd] = new LinkerdPeer(trustDomains);
        _sources[(int)IdentitySource.Dapr] = new DaprPeer();
        _sources[(int)IdentitySource.ClientCert] = new ClientCertPeer(certificates);
        _sources[(int)IdentitySource.AppServiceCertificate] = new AppServiceCertificatePeer(hops, trustDomains, checkers);
    }

    public PeerResult Read(RequestHeaders headers, HopTrust trust)
    {
        ArgumentNullException.ThrowIfNull(headers);
        if (trust is not HopTrust.Proven hop)
        {
            return default;
        }

        if (headers.IdentityFault(hop) is { } fault)
        {
            return new PeerResult(null, fault);
        }

        PeerIdentity? peer = null;
        for (var index = 0; index < hop.Sources.Count; index++)
        {
            if (_sources[(int)hop.Sources[index]] is not { } source)
            {
                continue;
            }

            var reading = source.Read(headers, hop);
            if (reading.Refusal is { } refusal)
            {
                return Refuse(refusal);
            }

            if (peer is not null && reading.Peer is { } other && !string.Equals(peer.Name, other.Name, StringComparison.Ordinal))
            {
                return Refuse(PeerRefusal.Conflict);
            }

            peer ??= reading.Peer;
        }

        return new PeerResult(peer, null);
    }

    private PeerResult Refuse(PeerRefusal refusal)
    {
        _meters.IdentityRefused(refusal.ToLabel());
        return default;
    }
}
