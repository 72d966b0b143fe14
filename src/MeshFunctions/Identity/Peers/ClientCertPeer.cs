using MeshFunctions.Headers;
using MeshFunctions.Trust;

namespace MeshFunctions.Identity.Peers;

/// <summary>
/// The peer from <c>Client-Cert</c> (RFC 9440 §2.2): the certificate that the proxy before this app verified. <c>Client-Cert-Chain</c> (§2.3) adds nothing that
/// the proxy has not checked, so it is only read for its form.
/// </summary>
internal sealed class ClientCertPeer(CertificatePeers peers) : IPeerSource
{
    private readonly ParsedValues<CertifiedPeer> _certificates = ParsedCertificates.For(StructuredBinary.TryDecodeItem, IdentitySource.ClientCert);

    public PeerReading Read(RequestHeaders headers, HopTrust.Proven hop)
    {
        var leaf = headers.Identity(hop, MeshHeader.RfcClientCert);
        var chain = headers.Identity(hop, MeshHeader.RfcClientCertChain);
        if (string.IsNullOrEmpty(leaf))
        {
            return string.IsNullOrEmpty(chain) ? PeerReading.Absent : PeerReading.Against(PeerRefusal.ChainWithoutLeaf);
        }

        if (!string.IsNullOrEmpty(chain) && !StructuredBinary.IsList(chain))
        {
            return PeerReading.Against(PeerRefusal.Malformed);
        }

        return _certificates.TryRead(leaf, out var certificate)
            ? peers.Read(certificate)
            : PeerReading.Against(PeerRefusal.CertificateInvalid);
    }
}
