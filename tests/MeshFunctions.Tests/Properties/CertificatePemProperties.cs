using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using LocalCloud.Pki;
using MeshFunctions.Credentials;
using MeshFunctions.Credentials.Certificates;
using MeshFunctions.Tests.Credentials;

namespace MeshFunctions.Tests.Properties;

public sealed class CertificatePemProperties
{
    [Fact]
    public void Read_never_throws_and_what_it_reads_is_a_pair()
    {
        using var authority = ThrowawayCa.Create("mesh");
        using var leaf = authority.Issue(new LeafNames { CommonName = "own" });
        using var other = authority.Issue(new LeafNames { CommonName = "other" });
        var key = CertificateFolder.KeyPem(leaf);
        PropertyRun.Check(
            static text =>
            {
                var middle = text.IndexOf('|', StringComparison.Ordinal);
                var lease = CertificatePem.Read(text.AsSpan(0, Math.Max(middle, 0)), text.AsSpan(middle + 1), out var why);
                (lease is null).ShouldBe(why is not null);
                if (lease is null)
                {
                    return false;
                }

                using var certificate = lease.Certificate;
                certificate.HasPrivateKey.ShouldBeTrue();
                using var signing = certificate.GetECDsaPrivateKey()!;
                using var verifying = certificate.GetECDsaPublicKey()!;
                verifying.VerifyData("x"u8, signing.SignData("x"u8, HashAlgorithmName.SHA256), HashAlgorithmName.SHA256).ShouldBeTrue();
                return true;
            },
            [
                $"{leaf.CertificatePem}\n|{key}\n",
                $"{leaf.CertificatePem}\n{authority.CertificatePem}|{key}",
                $"{key}\n{leaf.CertificatePem}|{leaf.Certificate.GetECDsaPrivateKey()!.ExportECPrivateKeyPem()}",
                $"{other.CertificatePem}|{key}",
            ],
            "-----BEGIN CERTIFICATE-----",
            "-----END CERTIFICATE-----",
            "-----BEGIN PRIVATE KEY-----",
            "-----",
            "\n",
            "|");
    }
}
