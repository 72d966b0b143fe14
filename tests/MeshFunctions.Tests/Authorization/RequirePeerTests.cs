using MeshFunctions.Authorization;
using MeshFunctions.Authorization.Requirements;
using MeshFunctions.Identity;
using MeshFunctions.Identity.Peers;
using MeshFunctions.Tracing;
using MeshFunctions.Trust;

namespace MeshFunctions.Tests.Authorization;

/// <summary>Which peers a trust domain and a namespace admit, and which arguments could admit nobody or the wrong ones.</summary>
public sealed class RequirePeerTests
{
    private const string Edge = "spiffe://mesh.local/ns/edge/sa/nginx";
    private const string LinkerdEdge = "linkerd:nginx.edge.serviceaccount.identity.linkerd.mesh.local";

    [Theory]
    [InlineData(Edge, true, true, true)]
    [InlineData(LinkerdEdge, true, true, true)]
    [InlineData("dapr:edge/nginx", false, true, false)]
    [InlineData("spiffe://mesh.local/ns/shop/sa/orders", true, false, false)]
    [InlineData("linkerd:nginx.shop.serviceaccount.identity.linkerd.mesh.local", true, false, false)]
    [InlineData("spiffe://other.local/ns/edge/sa/nginx", false, true, false)]
    [InlineData("linkerd:nginx.edge.serviceaccount.identity.linkerd.other.local", false, true, false)]
    [InlineData("spiffe://mesh.local.evil/ns/edge/sa/nginx", false, true, false)]
    [InlineData("spiffe://mesh.loca/ns/edge/sa/nginx", false, true, false)]
    [InlineData("spiffe://mesh.local/ns/edge2/sa/nginx", true, false, false)]
    [InlineData("spiffe://mesh.local/ns/Edge/sa/nginx", true, false, false)]
    [InlineData("spiffe://mesh.local/x/ns/edge/sa/nginx", true, false, false)]
    [InlineData("spiffe://mesh.local/ns/edge/sa/nginx/x", true, false, false)]
    [InlineData("spiffe://mesh.local/ns/edge/dc/dc1/svc/web", true, false, false)]
    [InlineData("spiffe://mesh.local/ns/edge", true, false, false)]
    [InlineData("spiffe://mesh.local/edge", true, false, false)]
    [InlineData("linkerd:edge.nginx.serviceaccount.identity.linkerd.mesh.local", true, false, false)]
    [InlineData("linkerd:x.edge.serviceaccount.identity.linkerd.nginx.shop.serviceaccount.identity.linkerd.mesh.local", true, false, false)]
    public void IsMetBy_trust_domain_namespace_and_both(string peer, bool ofDomain, bool ofNamespace, bool ofBoth)
    {
        IsMet(new RequirePeerAttribute { TrustDomain = "mesh.local" }, peer).ShouldBe(ofDomain);
        IsMet(new RequirePeerAttribute { Namespace = "edge" }, peer).ShouldBe(ofNamespace);
        IsMet(new RequirePeerAttribute { TrustDomain = "mesh.local", Namespace = "edge" }, peer).ShouldBe(ofBoth);
    }

    [Theory]
    [InlineData(Edge, "mesh.local", "edge")]
    [InlineData("spiffe://mesh.local/edge", "mesh.local", null)]
    [InlineData(LinkerdEdge, "mesh.local", "edge")]
    [InlineData("dapr:edge/nginx", null, "edge")]
    public void PeerIdentity_tells_both(string peer, string? trustDomain, string? @namespace)
    {
        PeerOf(peer).TrustDomain.ShouldBe(trustDomain);
        PeerOf(peer).Namespace.ShouldBe(@namespace);
    }

    [Theory]
    [InlineData("other.local")]
    [InlineData("Mesh.local")]
    [InlineData("spiffe://mesh.local")]
    [InlineData("*")]
    [InlineData("")]
    public void Errors_trust_domain_that_is_not_configured(string trustDomain)
    {
        Errors(new RequirePeerAttribute { TrustDomain = trustDomain }, ["mesh.local"]).ShouldHaveSingleItem().ShouldContain("not configured");
        Errors(new RequirePeerAttribute { TrustDomain = "mesh.local" }, ["mesh.local"]).ShouldBeEmpty("control");
    }

    [Theory]
    [InlineData("")]
    [InlineData("Edge")]
    [InlineData("edge/sa")]
    [InlineData("edge.shop")]
    [InlineData("*")]
    [InlineData("-edge")]
    public void Errors_namespace_that_is_none(string @namespace)
    {
        Errors(new RequirePeerAttribute { Namespace = @namespace }, ["mesh.local"]).ShouldHaveSingleItem().ShouldContain("is not a namespace");
        Errors(new RequirePeerAttribute { Namespace = "edge" }, ["mesh.local"]).ShouldBeEmpty("control");
    }

    [Fact]
    public void Errors_namespace_alone_where_several_could_have_it()
    {
        var alone = new RequirePeerAttribute { Namespace = "edge" };
        Errors(alone, ["mesh.local", "other.local"]).ShouldHaveSingleItem().ShouldContain("several trust domains");
        Errors(alone, ["mesh.local"], IdentitySource.Linkerd, IdentitySource.Dapr).ShouldHaveSingleItem().ShouldContain("or Dapr beside one");
        Errors(alone, []).ShouldHaveSingleItem().ShouldContain("can have no peer");
        Errors(alone, [], IdentitySource.Dapr).ShouldBeEmpty();
        Errors(alone, ["mesh.local"], IdentitySource.Dapr).ShouldBeEmpty("no hop names a peer of it");
        Errors(alone, ["mesh.local", "mesh.local"], IdentitySource.Xfcc, IdentitySource.NginxCertificate).ShouldBeEmpty();
        Errors(alone, ["mesh.local"], IdentitySource.Linkerd).ShouldBeEmpty();
        Errors(alone, ["cluster.local"], IdentitySource.Xfcc, IdentitySource.Linkerd).ShouldHaveSingleItem().ShouldContain("several", Case.Sensitive, "two meshes that call their trust domain alike");
        Errors(new RequirePeerAttribute { TrustDomain = "mesh.local", Namespace = "edge" }, ["mesh.local", "other.local"], IdentitySource.Xfcc, IdentitySource.Dapr).ShouldBeEmpty();
    }

    [Fact]
    public void Errors_nothing_and_both_manners()
    {
        Errors(new RequirePeerAttribute(), ["mesh.local"]).ShouldHaveSingleItem().ShouldContain("names no workload");
        var both = new RequirePeerAttribute(Edge) { Namespace = "edge" };
        Errors(both, ["mesh.local"]).ShouldHaveSingleItem().ShouldContain("give either");
        both.GetRequirements().Count().ShouldBe(2, "both hold, whoever reads them");
    }

    private static IEnumerable<string> Errors(RequirePeerAttribute attribute, string[] trustDomains, params IdentitySource[] families)
    {
        var hop = new HopOptions();
        foreach (var family in families)
        {
            hop.Sets.Add(family);
        }

        return [.. ((IMeshRequirementData)attribute).Errors(), .. ((IPeerRequirementData)attribute).Errors(new PeerAuthorities([hop], trustDomains))];
    }

    private static bool IsMet(RequirePeerAttribute attribute, string peer)
    {
        var requirement = (MeshRequirement)attribute.GetRequirements().Single();
        requirement.DemandsCaller.ShouldBeFalse();
        requirement.IsMetBy(Mesh(null)).ShouldBeFalse("nobody");
        return requirement.IsMetBy(Mesh(PeerOf(peer)));
    }

    private static PeerIdentity PeerOf(string name)
    {
        PeerName.TryParse(name, out var parsed).ShouldBeTrue();
        return new PeerIdentity(parsed, IdentitySource.Xfcc, null);
    }

    private static MeshContext Mesh(PeerIdentity? peer) =>
        new("f", new HopTrust.Unproven(UnprovenReason.ProofMissing), peer, null, new TraceLineage("0af7651916cd43dd8448eb211c80319c", 0, "r"));
}
