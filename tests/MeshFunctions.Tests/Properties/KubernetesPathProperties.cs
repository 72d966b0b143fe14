using MeshFunctions.Identity;
using MeshFunctions.Identity.Peers;

namespace MeshFunctions.Tests.Properties;

public sealed class KubernetesPathProperties
{
    [Fact]
    public void NamespaceOf_never_throws_and_finds_a_namespace_in_whole_paths_only() => PropertyRun.Check(
        static text =>
        {
            var found = KubernetesPath.NamespaceOf(text).ToString();
            if (found.Length == 0)
            {
                return false;
            }

            DnsText.IsLabel(found).ShouldBeTrue();
            var account = text[(text.LastIndexOf('/') + 1)..];
            account.ShouldNotBeEmpty();
            text.ShouldBe($"/ns/{found}/sa/{account}");
            return true;
        },
        ["/ns/shop/sa/orders", "/ns/edge/sa/nginx"],
        "/ns/",
        "/sa/",
        "/",
        "..",
        "-");
}
