using MeshFunctions.Identity;
using MeshFunctions.Identity.Peers;

namespace MeshFunctions.Tests.Properties;

public sealed class LinkerdIdProperties
{
    [Fact]
    public void TryParse_never_throws_and_what_it_reads_is_its_parts_in_order_and_can_be_read_again() => PropertyRun.Check(
        static text =>
        {
            if (!LinkerdId.TryParse(text, out var id))
            {
                id.ShouldBe(default);
                return false;
            }

            id.ToString().ShouldBe(text);
            text.ShouldStartWith($"{id.ServiceAccount}.{id.Namespace}.serviceaccount.identity.");
            text.ShouldEndWith("." + id.TrustDomain.ToString());
            text.All(static unit => char.IsAsciiLetterLower(unit) || char.IsAsciiDigit(unit) || unit == '-' || unit == '.').ShouldBeTrue();
            LinkerdId.TryParse(id.ToString(), out var again).ShouldBeTrue();
            again.ShouldBe(id);
            return true;
        },
        [
            "web.pay.serviceaccount.identity.linkerd.cluster.local",
            "my.web.app.pay.serviceaccount.identity.linkerd.cluster.local",
            "a.b.serviceaccount.identity.c.d",
        ],
        ".",
        ".serviceaccount.identity.",
        "serviceaccount",
        "identity",
        "-",
        "linkerd.",
        "x.",
        "spiffe://");
}
