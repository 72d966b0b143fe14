using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using MeshFunctions.Headers;
using Microsoft.Extensions.Logging;

namespace MeshFunctions.Outbound;

/// <summary>
/// Decides, for one connection, whether a server is the workload that a client expects: its chain ends in the mesh's bundle and its SPIFFE id is the configured
/// one. As X509-SVID §5 has it, the id stands in for the host's name, which is not compared.
/// </summary>
internal sealed class PeerVerifier(string client, SpiffeId expected, ILogger logger)
{
    /// <summary>Whom the client expected and whom it found, where it refused.</summary>
    public string? Refusal { get; private set; }

    public bool Verify(object sender, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        var trusted = certificate is not null && (errors & ~SslPolicyErrors.RemoteCertificateNameMismatch) == SslPolicyErrors.None;
        var presented = certificate is not null && CertificateIdentity.TryReadDer(certificate.GetRawCertData(), out var identity)
            ? identity.Id
            : default(SpiffeId?);
        if (trusted && presented == expected && chain?.ChainElements.Skip(1).All(link => CertificateIdentity.MayName(link.Certificate, expected.TrustDomain)) == true)
        {
            return true;
        }

        Refusal = $"expects {expected} and refuses a server that is {presented?.ToString() ?? "no workload"} ({errors})";
        logger.PeerRefused(client, expected.ToString(), presented?.ToString(), errors);
        return false;
    }
}
