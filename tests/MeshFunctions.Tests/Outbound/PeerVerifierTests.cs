using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using MeshFunctions.Headers;
using MeshFunctions.Outbound;
using MeshFunctions.Tests.Headers.Certificates;
using Microsoft.Extensions.Logging.Abstractions;

namespace MeshFunctions.Tests.Outbound;

public sealed class PeerVerifierTests
{
    [Theory]
    [InlineData("partner.example", false)]
    [InlineData("mesh.local", true)]
    [InlineData(null, true)]
    public void T66_server_whose_authority_names_another_trust_domain_is_refused(string? trustDomain, bool trusted)
    {
        using var authority = MeshCa.Create("CN=federated CA", trustDomain: trustDomain);
        using var server = X509CertificateLoader.LoadCertificate(authority.Issue());
        using var chain = new X509Chain
        {
            ChainPolicy =
            {
                TrustMode = X509ChainTrustMode.CustomRootTrust, CustomTrustStore = { authority.Certificate }, RevocationMode = X509RevocationMode.NoCheck, VerificationTime = MeshCa.Now.UtcDateTime,
            },
        };
        chain.Build(server).ShouldBeTrue();
        SpiffeId.TryParse(TestLeaf.SidecarId, out var expected).ShouldBeTrue();
        var verifier = new PeerVerifier("inventory", expected, NullLogger.Instance);

        verifier.Verify(this, server, chain, SslPolicyErrors.None).ShouldBe(trusted);
        (verifier.Refusal is null).ShouldBe(trusted);
        new PeerVerifier("inventory", expected, NullLogger.Instance).Verify(this, server, chain: null, SslPolicyErrors.None).ShouldBeFalse("nothing tells whose it is");
    }
}
