using MeshFunctions.Trust.Certificates;

namespace MeshFunctions.Tests.Properties;

public sealed class AllowedClientProperties
{
    [Fact]
    public void TryParse_never_throws_and_what_it_prints_it_reads_as_the_same() => PropertyRun.Check(
        static text =>
        {
            if (!AllowedClient.TryParse(text, out var client))
            {
                client.ShouldBe(default);
                return false;
            }

            client.ToString().ShouldBe(text, StringCompareShould.IgnoreCase);
            AllowedClient.TryParse(client.ToString(), out var again).ShouldBeTrue();
            again.ShouldBe(client);
            return true;
        },
        [
            "spiffe://mesh.local/ns/edge/sa/nginx",
            "dns:nginx.mesh.local",
            "dns:a-b.c",
            "sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
        ],
        "spiffe://",
        "dns:",
        "sha256:",
        ".",
        "-",
        "*",
        "/",
        "A");
}
