using MeshFunctions.Headers;
using MeshFunctions.Identity;
using MeshFunctions.Identity.Peers;
using MeshFunctions.Trust;

namespace MeshFunctions.Tests.Identity.Peers;

public sealed class PeerNameTests
{
    [Theory]
    [InlineData("spiffe://mesh.local/ns/shop/sa/orders", PeerKind.Spiffe)]
    [InlineData("linkerd:web.pay.serviceaccount.identity.linkerd.cluster.local", PeerKind.Linkerd)]
    [InlineData("dapr:pay/checkout", PeerKind.Dapr)]
    public void TryParse_each_kind_is_read_and_prints_as_it_was(string text, PeerKind kind)
    {
        PeerName.TryParse(text, out var name).ShouldBeTrue();

        name.Kind.ShouldBe(kind);
        name.ToString().ShouldBe(text);
        (name.Spiffe?.ToString()).ShouldBe(kind == PeerKind.Spiffe ? text : null);

        var peer = new PeerIdentity(name, IdentitySource.NginxCertificate, null);
        peer.Name.ShouldBe(text);
        peer.ToString().ShouldBe(text);
        peer.Kind.ShouldBe(kind);
        peer.Spiffe.ShouldBe(name.Spiffe);
    }

    [Theory]
    [InlineData("")]
    [InlineData("spiffe://mesh.local")]
    [InlineData("spiffe://Mesh.Local/x")]
    [InlineData("mesh.local/ns/shop/sa/orders")]
    [InlineData("cluster.local/ns/shop/sa/orders")]
    [InlineData("web.pay.serviceaccount.identity.linkerd.cluster.local")]
    [InlineData("checkout")]
    [InlineData("pay/checkout")]
    [InlineData("linkerd:")]
    [InlineData("linkerd:pay/checkout")]
    [InlineData("linkerd:spiffe://mesh.local/a")]
    [InlineData("Linkerd:web.pay.serviceaccount.identity.linkerd.cluster.local")]
    [InlineData("dapr:")]
    [InlineData("dapr:checkout")]
    [InlineData("dapr:pay/checkout/x")]
    [InlineData("dapr://pay/checkout")]
    [InlineData("DAPR:pay/checkout")]
    [InlineData("dapr:spiffe://mesh.local/a")]
    [InlineData("*")]
    [InlineData("spiffe://mesh.local/*")]
    public void TryParse_anything_else_is_invalid(string text)
    {
        PeerName.TryParse(text, out var name).ShouldBeFalse();
        name.ShouldBe(default);
    }

    [Fact]
    public void Of_ids_of_different_kinds_never_share_a_name()
    {
        SpiffeId.TryParse("spiffe://pay/checkout", out var spiffe).ShouldBeTrue();
        LinkerdId.TryParse("pay.checkout.serviceaccount.identity.a.b", out var linkerd).ShouldBeTrue();
        DaprAppId.TryCreate("pay", "checkout", out var dapr).ShouldBeTrue();

        string[] names = [PeerName.Of(spiffe).ToString(), PeerName.Of(linkerd).ToString(), PeerName.Of(dapr).ToString()];
        names.Distinct(StringComparer.Ordinal).Count().ShouldBe(3);
    }
}
