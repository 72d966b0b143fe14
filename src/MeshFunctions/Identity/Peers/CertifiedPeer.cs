using MeshFunctions.Headers;
using MeshFunctions.Trust;

namespace MeshFunctions.Identity.Peers;

/// <summary>A certificate that was read, and the peer that it names; whether it may be a peer, now and here, is another question.</summary>
internal sealed class CertifiedPeer(CertificateIdentity certificate, IdentitySource source)
{
    public CertificateIdentity Certificate => certificate;

    public PeerIdentity Identity { get; } = new(PeerName.Of(certificate.Id), source, certificate.Sha256);
}
