using MeshFunctions.Trust;

namespace MeshFunctions.Identity.Peers;

/// <summary>Makes peers of certificates whose chain a proven hop has verified: what remains is the time, and whose workloads may be peers.</summary>
internal sealed class CertificatePeers(TrustDomains trustDomains, TimeProvider time)
{
    public PeerReading Read(CertifiedPeer peer)
    {
        if (!peer.Certificate.HoldsAt(time.GetUtcNow()))
        {
            return PeerReading.Against(PeerRefusal.CertificateNotValidNow);
        }

        return trustDomains.Contains(peer.Certificate.Id)
            ? PeerReading.Of(peer.Identity)
            : PeerReading.Against(PeerRefusal.TrustDomain);
    }
}
