using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using MeshFunctions.Credentials;
using MeshFunctions.Headers.Certificates;

namespace MeshFunctions.Outbound;

/// <summary>This workload's leaf with its key, and what it trusts, for one connection.</summary>
internal sealed class WorkloadCertificate(CertificateLease own, TrustBundle bundle)
{
    private const string ServerAuthentication = "1.3.6.1.5.5.7.3.1";

    /// <summary>
    /// Puts both on the TLS settings: trust in the bundle and in nothing else; leaves are short-lived, so nothing is asked about revocation and nothing is downloaded.
    /// No session is resumed: it would go on with the certificates that it began with.
    /// </summary>
    public void ApplyTo(SslClientAuthenticationOptions tls)
    {
        var policy = new X509ChainPolicy { RevocationMode = X509RevocationMode.NoCheck, DisableCertificateDownloads = true };
        bundle.AddTo(policy);
        policy.ApplicationPolicy.Add(new(ServerAuthentication));
        tls.CertificateChainPolicy = policy;
        tls.ClientCertificateContext = own.TlsContext;
        tls.AllowTlsResume = false;
    }
}
