using System.Net;
using System.Runtime.Versioning;
using System.Security.Cryptography.X509Certificates;
using LocalCloud.Pki;

namespace Cloud.Tests.Pki;

public sealed class ThrowawayCaTests
{
    [Fact]
    public void Issue_with_names_of_every_kind_chains_to_the_CA()
    {
        using var authority = ThrowawayCa.Create("mesh CA");
        using var leaf = authority.Issue(new LeafNames
        {
            CommonName = "orders",
            Dns = ["orders.mesh.local"],
            Addresses = [IPAddress.Loopback],
            Uris = [new Uri("spiffe://mesh.local/ns/shop/sa/orders")],
        });
        Chains(leaf, authority).ShouldBeTrue();
        leaf.Certificate.HasPrivateKey.ShouldBeTrue();
        leaf.Certificate.MatchesHostname("orders.mesh.local").ShouldBeTrue();
        leaf.Certificate.MatchesHostname("127.0.0.1").ShouldBeTrue();
        var names = leaf.Certificate.Extensions.OfType<X509SubjectAlternativeNameExtension>().Single();
        names.EnumerateDnsNames().Single().ShouldBe("orders.mesh.local");
        System.Text.Encoding.ASCII.GetString(names.RawData).ShouldContain("spiffe://mesh.local/ns/shop/sa/orders");
    }

    [Fact]
    public void Issue_of_another_CA_does_not_chain()
    {
        using var authority = ThrowawayCa.Create("CA");
        using var other = ThrowawayCa.Create("CA");
        using var leaf = other.Issue(new LeafNames { CommonName = "orders" });
        Chains(leaf, authority).ShouldBeFalse();
    }

    [Fact]
    public void Issue_with_a_negative_lifetime_has_expired()
    {
        using var authority = ThrowawayCa.Create("CA");
        using var leaf = authority.Issue(new LeafNames { CommonName = "orders" }, TimeSpan.FromSeconds(-5));
        Chains(leaf, authority).ShouldBeFalse();
    }

    [Fact]
    [SupportedOSPlatform("linux")]
    public void WriteFiles_gives_a_pair_whose_key_only_its_owner_can_read()
    {
        var folder = Directory.CreateTempSubdirectory("cloud-tests-");
        try
        {
            using var authority = ThrowawayCa.Create("CA");
            using var leaf = authority.Issue(new LeafNames { CommonName = "orders" });
            var (certificate, key, ca) = (Path.Combine(folder.FullName, "a.pem"), Path.Combine(folder.FullName, "a.key"), Path.Combine(folder.FullName, "ca.pem"));
            File.WriteAllText(key, "an older file that everybody can read");
            leaf.WriteFiles(certificate, key);
            authority.WriteCertificate(ca);
            File.GetUnixFileMode(key).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
            using var pair = X509Certificate2.CreateFromPemFile(certificate, key);
            pair.Thumbprint.ShouldBe(leaf.Certificate.Thumbprint);
            File.ReadAllText(ca).ShouldNotContain("PRIVATE");
            File.ReadAllText(certificate).ShouldNotContain("PRIVATE");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static bool Chains(ThrowawayLeaf leaf, ThrowawayCa authority)
    {
        using var chain = new X509Chain
        {
            ChainPolicy = { TrustMode = X509ChainTrustMode.CustomRootTrust, CustomTrustStore = { authority.Certificate }, RevocationMode = X509RevocationMode.NoCheck },
        };
        return chain.Build(leaf.Certificate);
    }
}
