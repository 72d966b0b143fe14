using MeshFunctions.Headers;
using MeshFunctions.Identity;
using MeshFunctions.Identity.Peers;
using MeshFunctions.Tests.Headers;
using MeshFunctions.Trust;

namespace MeshFunctions.Tests.Identity.Xfcc;

public sealed class XfccPeerTests : IDisposable
{
    private const string Us = "spiffe://mesh.local/ns/edge/sa/gateway";
    private const string Victim = "spiffe://mesh.local/ns/kube-system/sa/admin";

    private readonly RecordedMeters _recorded = new();

    public void Dispose() => _recorded.Dispose();

    [Fact]
    public void Read_documented_certificate_behind_Istio_is_the_peer()
    {
        var hops = IdentityFamilies.HopsThatSet(IdentitySource.Xfcc);
        var clock = new FakeClock(new DateTimeOffset(2027, 1, 1, 0, 0, 0, TimeSpan.Zero));
        var reader = new PeerReader(hops, new TrustDomains(["cluster.local"]), IdentityFamilies.Checkers, clock, _recorded.Meters);
        var text = $"By=spiffe://cluster.local/ns/orders/sa/api;Hash={TestCertificates.DocumentedSha256};Subject=\"CN=web\";URI={TestCertificates.DocumentedId}";
        var withCertificate = text.Replace("Subject", $"Cert=\"{TestCertificates.Escaped(TestCertificates.Documented)}\";Subject", StringComparison.Ordinal);

        foreach (var value in new[] { text, withCertificate })
        {
            var peer = reader.Read(IdentityFamilies.Read((MeshHeaderNames.Xfcc, value)), IdentityFamilies.Hop(IdentitySource.Xfcc)).Peer.ShouldNotBeNull();
            peer.Name.ShouldBe(TestCertificates.DocumentedId);
            peer.CertificateSha256.ShouldBe(TestCertificates.DocumentedSha256);
        }
    }

    [Fact]
    public void T09_Read_the_last_element_counts_unless_the_depth_says_otherwise()
    {
        var client = IdentityFamilies.Element(Victim, by: "spiffe://mesh.local/ns/other/sa/proxy");
        var ours = IdentityFamilies.Element(IdentityFamilies.Web, by: Us);

        Name($"{client},{ours}", by: Us).ShouldBe(IdentityFamilies.Web);
        Name($"{client},{client},{ours}", by: Us).ShouldBe(IdentityFamilies.Web);
        Name($"{client},{ours}", depth: 2).ShouldBe(Victim);
        _recorded.Counts.ShouldBeEmpty();

        Name(ours, depth: 2).ShouldBeNull();
        _recorded.Counts.ShouldBe(["mesh.identity.refused element_missing"]);
    }

    [Fact]
    public void T09_Read_element_of_another_proxy_than_the_configured_one_is_nobody()
    {
        Name(IdentityFamilies.Element(IdentityFamilies.Web, by: Us), by: Us).ShouldBe(IdentityFamilies.Web);
        _recorded.Counts.ShouldBeEmpty();

        Name(IdentityFamilies.Element(IdentityFamilies.Web, by: Us + "2"), by: Us).ShouldBeNull();
        Name(IdentityFamilies.Element(IdentityFamilies.Web, by: Us)[("By=" + Us + ";").Length..], by: Us).ShouldBeNull();
        _recorded.Counts.ShouldBe(["mesh.identity.refused other_proxy", "mesh.identity.refused other_proxy"]);
    }

    [Fact]
    public void T11_Read_element_smuggled_through_a_name_is_nobody_where_the_proxy_is_configured()
    {
        var smuggled = IdentityFamilies.Element($"spiffe://mesh.local/x,{IdentityFamilies.Element(Victim, by: Us)}", by: Us);

        Name(smuggled, by: Us).ShouldBeNull();
        _recorded.Counts.ShouldBe(["mesh.identity.refused other_proxy"]);
    }

    [Fact]
    public void T11_Read_element_smuggled_through_a_name_is_nobody_where_the_proxy_sends_certificates()
    {
        // The genuine element is cut short at the comma, so it no longer tells what its certificate has.
        var attacker = TestCertificates.WithUris($"spiffe://mesh.local/x,By={Us};Hash=0");
        var genuine = IdentityFamilies.Element("spiffe://mesh.local/x", by: Us, certificate: attacker, withCertificate: true);
        var victim = IdentityFamilies.Issue(Victim);
        var added = IdentityFamilies.Element(Victim, by: Us, certificate: victim, withCertificate: true);

        Name($"{genuine},{added}").ShouldBeNull();
        _recorded.Counts.ShouldBe(["mesh.identity.refused malformed"]);

        var honest = IdentityFamilies.Element(IdentityFamilies.Web, by: Us, withCertificate: true);
        Name($"{honest},{added}").ShouldBe(Victim, "control: a chain of two proxies that both send certificates");
    }

    /// <summary>Envoy writes DNS names as they are in the certificate, and its CA may sign any: only the proxy's own name or certificates tell such an element.</summary>
    [Theory]
    [InlineData("x,Hash={0};URI=" + Victim)]
    [InlineData("x,By=spiffe://mesh.local/ns/other/sa/proxy;Hash={0};URI=" + Victim)]
    [InlineData("x,By=" + Us + ";Hash={0};URI=" + Victim)]
    public void T11_Read_element_smuggled_through_a_dns_name_is_nobody_whatever_is_configured(string dns)
    {
        var honest = IdentityFamilies.Element(IdentityFamilies.Web, by: Us);
        var smuggled = $"{honest};DNS={string.Format(System.Globalization.CultureInfo.InvariantCulture, dns, IdentityFamilies.Hash(IdentityFamilies.Issue(Victim)))}";

        Name(smuggled).ShouldBeNull();
        Name(smuggled, by: Us).ShouldBeNull();
        _recorded.Counts.ShouldBe(["mesh.identity.refused other_proxy", "mesh.identity.refused other_proxy"]);

        Name(honest + ";DNS=x").ShouldBe(IdentityFamilies.Web, "control");
    }

    [Fact]
    public void T11_Read_name_of_the_configured_proxy_smuggled_into_the_element_of_another_is_nobody()
    {
        var other = IdentityFamilies.Element(IdentityFamilies.Web, by: "spiffe://mesh.local/ns/other/sa/proxy");
        var noUri = other[..other.IndexOf(";URI=", StringComparison.Ordinal)];

        Name($"{other};DNS=x;By={Us}", by: Us).ShouldBeNull();
        Name($"{noUri};DNS=x;URI={Victim};By={Us}", by: Us).ShouldBeNull();
        Name($"{noUri};DNS=x;URI={Victim}").ShouldBeNull();
        _recorded.Counts.ShouldAllBe(static count => count == "mesh.identity.refused malformed");
    }

    private string? Name(string text, int depth = 1, string? by = null)
    {
        var hops = IdentityFamilies.HopsThatSet(IdentitySource.Xfcc);
        hops[IdentityFamilies.HopName].XfccDepth = depth;
        hops[IdentityFamilies.HopName].XfccBy = by;
        return IdentityFamilies.Reader(_recorded.Meters, hops: hops)
            .Read(IdentityFamilies.Read((MeshHeaderNames.Xfcc, text)), IdentityFamilies.Hop(IdentitySource.Xfcc)).Peer?.Name;
    }
}
