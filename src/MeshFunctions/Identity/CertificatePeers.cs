using MeshFunctions.Headers;
using MeshFunctions.Trust;

namespace MeshFunctions.Identity;

/// <summary>Makes peers of certificates whose chain a proven hop has verified: what remains is the time, and whose workloads may be peers.</summary>
internal sealed class CertificatePeers(TrustDomains trustDomains, TimeProvider time)
{
    public PeerReading Read(CertificateIdentity certificate, IdentitySource source)
    {
        if (!certificate.HoldsAt(time.GetUtcNow()))
        {
            return PeerReading.Against(PeerRefusal.CertificateNotValidNow);
        }

        return trustDomains.Contains(certificate.Id)
            ? PeerReading.Of(new PeerIdentity(PeerName.Of(certificate.Id), source, certificate.Sha256))
            : PeerReading.Against(PeerRefusal.TrustDomain);
    }
}
