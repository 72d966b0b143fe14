using MeshFunctions.Diagnostics;
using MeshFunctions.Headers;
using MeshFunctions.Trust;

namespace MeshFunctions.Identity;

/// <summary>Reads the peer from the families of headers that the proven hop is configured to set, and from nothing else.</summary>
internal sealed class PeerReader(TrustDomains trustDomains, TimeProvider time, MeshMeters meters)
{
    private readonly NginxCertificatePeer _nginx = new(trustDomains, time, meters);

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

        return new PeerResult(hop.Sources.Contains(IdentitySource.NginxCertificate) ? _nginx.Read(headers, hop) : null, null);
    }
}
