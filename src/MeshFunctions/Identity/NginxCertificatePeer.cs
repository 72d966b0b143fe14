using MeshFunctions.Diagnostics;
using MeshFunctions.Headers;
using MeshFunctions.Trust;

namespace MeshFunctions.Identity;

/// <summary>
/// The peer from <c>X-Client-Verify</c> and <c>X-Client-Cert</c>: Nginx verified the chain and says so with exactly <c>SUCCESS</c>; who it is, and that the
/// certificate is valid at this moment, is read here.
/// </summary>
internal sealed class NginxCertificatePeer(TrustDomains trustDomains, TimeProvider time, MeshMeters meters)
{
    private const string Verified = "SUCCESS";
    private const string NoCertificate = "NONE";

    private readonly CertificateCache _certificates = new();

    public PeerIdentity? Read(RequestHeaders headers, HopTrust.Proven hop)
    {
        var verify = headers.Identity(hop, MeshHeader.ClientVerify);
        var escaped = headers.Identity(hop, MeshHeader.ClientCert);
        if (string.IsNullOrEmpty(escaped) && (string.IsNullOrEmpty(verify) || string.Equals(verify, NoCertificate, StringComparison.Ordinal)))
        {
            return null;
        }

        if (!string.Equals(verify, Verified, StringComparison.Ordinal))
        {
            return Refuse("not_verified");
        }

        if (string.IsNullOrEmpty(escaped) || !_certificates.TryRead(escaped, out var certificate))
        {
            return Refuse("certificate_invalid");
        }

        if (!certificate.HoldsAt(time.GetUtcNow()))
        {
            return Refuse("certificate_not_valid_now");
        }

        return trustDomains.Contains(certificate.Id)
            ? new PeerIdentity(PeerName.Of(certificate.Id), IdentitySource.NginxCertificate, certificate.Sha256)
            : Refuse("trust_domain");
    }

    private PeerIdentity? Refuse(string reason)
    {
        meters.IdentityRefused(reason);
        return null;
    }
}
