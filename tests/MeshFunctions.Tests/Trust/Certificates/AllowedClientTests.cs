using MeshFunctions.Trust.Certificates;

namespace MeshFunctions.Tests.Trust.Certificates;

public sealed class AllowedClientTests
{
    private const string Digits = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

    [Theory]
    [InlineData("spiffe://mesh.local/ns/edge/sa/nginx", "spiffe://mesh.local/ns/edge/sa/nginx")]
    [InlineData("dns:Nginx.Mesh.local", "dns:nginx.mesh.local")]
    [InlineData("dns:nginx", "dns:nginx")]
    [InlineData("sha256:" + Digits, "sha256:" + Digits)]
    [InlineData("sha256:0123456789ABCDEF0123456789ABCDEF0123456789ABCDEF0123456789ABCDEF", "sha256:" + Digits)]
    public void TryParse_client_prints_as_it_is_compared(string text, string printed)
    {
        AllowedClient.TryParse(text, out var client).ShouldBeTrue();
        client.ToString().ShouldBe(printed);
    }

    [Theory]
    [InlineData("")]
    [InlineData("nginx.mesh.local")]
    [InlineData("spiffe://mesh.local")]
    [InlineData("spiffe://MESH.local/x")]
    [InlineData("SPIFFE://mesh.local/x")]
    [InlineData("dns:")]
    [InlineData("DNS:nginx")]
    [InlineData("dns:*.mesh.local")]
    [InlineData("dns:nginx.mesh.local.")]
    [InlineData("dns:nginx..local")]
    [InlineData("dns:-nginx")]
    [InlineData("dns:nginx-")]
    [InlineData("dns:ngin\u0445")]
    [InlineData("dns:\u212Aelvin")]
    [InlineData("dns: nginx")]
    [InlineData("sha256:")]
    [InlineData("sha256:" + Digits + "0")]
    [InlineData("sha256:g123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef")]
    [InlineData("sha1:0123456789abcdef0123456789abcdef01234567")]
    public void TryParse_anything_else_is_refused(string text) => AllowedClient.TryParse(text, out _).ShouldBeFalse();
}
