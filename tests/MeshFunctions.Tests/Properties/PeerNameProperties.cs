using MeshFunctions.Identity;
using MeshFunctions.Identity.Peers;

namespace MeshFunctions.Tests.Properties;

public sealed class PeerNameProperties
{
    [Fact]
    public void TryParse_never_throws_and_reads_each_name_as_one_kind_only() => PropertyRun.Check(
        static text =>
        {
            if (!PeerName.TryParse(text, out var name))
            {
                name.ShouldBe(default);
                return false;
            }

            name.ToString().ShouldBe(text);
            text.ShouldStartWith(name.Kind switch { PeerKind.Linkerd => "linkerd:", PeerKind.Dapr => "dapr:", _ => "spiffe://" });
            (name.Spiffe is not null).ShouldBe(name.Kind == PeerKind.Spiffe);
            PeerName.TryParse(name.ToString(), out var again).ShouldBeTrue();
            again.ShouldBe(name);
            return true;
        },
        ["spiffe://mesh.local/ns/shop/sa/orders", "linkerd:web.pay.serviceaccount.identity.linkerd.cluster.local", "dapr:pay/checkout"],
        "spiffe://",
        "linkerd:",
        "dapr:",
        "/",
        ".",
        ".serviceaccount.identity.");
}
