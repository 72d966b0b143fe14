using MeshFunctions.Headers;
using MeshFunctions.Trust;

namespace MeshFunctions.Identity.Peers;

/// <summary>
/// The peer from <c>X-Client-Verify</c> and <c>X-Client-Cert</c>: Nginx verified the chain and says so with exactly <c>SUCCESS</c>; who it is, and that the
/// certificate is valid at this moment, is read here.
/// </summary>
internal sealed class NginxCertificatePeer(CertificatePeers peers) : IPeerSource
{
    private const string Verified = "SUCCESS";
    private const string NoCertificate = "NONE";

    private readonly ParsedValues<CertifiedPeer> _certificates = ParsedCertificates.For(EscapedPem.TryDecode, IdentitySource.NginxCertificate);

    public PeerReading Read(RequestHeaders headers, HopTrust.Proven hop)
    {
        var verify = headers.Identity(hop, MeshHeader.ClientVerify);
        var escaped = headers.Identity(hop, MeshHeader.ClientCert);
        if (string.IsNullOrEmpty(escaped) && (string.IsNullOrEmpty(verify) || string.Equals(verify, NoCertificate, StringComparison.Ordinal)))
        {
            return PeerReading.Absent;
        }

        if (!string.Equals(verify, Verified, StringComparison.Ordinal))
        {
            return PeerReading.Against(PeerRefusal.NotVerified);
        }

        return _certificates.TryRead(escaped, out var certificate)
            ? peers.Read(certificate)
            : PeerReading.Against(PeerRefusal.CertificateInvalid);
    }
}
