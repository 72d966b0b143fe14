using System.Collections.Frozen;
using MeshFunctions.Diagnostics;
using MeshFunctions.Headers;
using MeshFunctions.Headers.Certificates;
using MeshFunctions.Trust;

namespace MeshFunctions.Identity;

/// <summary>
/// Reads the peer from the families of headers that the proven hop is configured to set, and from nothing else. Where it sets several, all that are there must
/// name one workload: what is invalid or names another is never outvoted. Of those that agree, the first in the configured order counts.
/// </summary>
internal sealed class PeerReader
{
    private readonly FrozenDictionary<IdentitySource, IPeerSource> _sources;
    private readonly MeshMeters _meters;

    public PeerReader(
        IDictionary<string, HopOptions> hops, TrustDomains trustDomains, CertificateCheckers checkers, TimeProvider time, MeshMeters meters)
    {
        _meters = meters;
        var certificates = new CertificatePeers(trustDomains, time);
        _sources = new Dictionary<IdentitySource, IPeerSource>
        {
            [IdentitySource.NginxCertificate] = new NginxCertificatePeer(certificates),
            [IdentitySource.Xfcc] = new XfccPeer(hops, trustDomains, certificates),
            [IdentitySource.Linkerd] = new LinkerdPeer(trustDomains),
            [IdentitySource.Dapr] = new DaprPeer(),
            [IdentitySource.ClientCert] = new ClientCertPeer(certificates),
            [IdentitySource.AppServiceCertificate] = new AppServiceCertificatePeer(hops, trustDomains, checkers),
        }.ToFrozenDictionary();
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
            if (!_sources.TryGetValue(hop.Sources[index], out var source))
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
