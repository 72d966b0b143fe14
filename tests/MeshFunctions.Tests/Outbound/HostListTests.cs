using MeshFunctions.Outbound;

namespace MeshFunctions.Tests.Outbound;

public sealed class HostListTests
{
    [Theory]
    [InlineData("inventory.mesh.local", "https://inventory.mesh.local/x", true)]
    [InlineData("Inventory.Mesh.Local", "https://inventory.MESH.local:8443/x", true)]
    [InlineData("inventory.mesh.local:8443", "https://inventory.mesh.local:8443/x", true)]
    [InlineData("inventory.mesh.local:443", "https://inventory.mesh.local/x", true)]
    [InlineData("inventory.mesh.local:443", "http://inventory.mesh.local/x", false)]
    [InlineData("inventory.mesh.local:8443", "https://inventory.mesh.local/x", false)]
    [InlineData("mesh.local", "https://inventory.mesh.local/x", false)]
    [InlineData("inventory.mesh.local", "https://inventory.mesh.local.example/x", false)]
    [InlineData("inventory.mesh.local", "https://inventory.mesh.local@example/x", false)]
    [InlineData("127.0.0.1:8443", "https://127.0.0.1:8443", true)]
    [InlineData("[::1]:8443", "https://[::1]:8443", true)]
    [InlineData("[::1]", "https://[::1]:8443", true)]
    public void Contains_compares_host_and_port_exactly_but_for_case(string entry, string address, bool expected) =>
        new HostList([entry]).Contains(new Uri(address)).ShouldBe(expected);

    [Fact]
    public void Contains_nothing_without_an_entry_or_an_absolute_address()
    {
        new HostList([]).Contains(new Uri("https://a")).ShouldBeFalse();
        new HostList(["a"]).Contains(null).ShouldBeFalse();
        new HostList(["a"]).Contains(new Uri("a", UriKind.Relative)).ShouldBeFalse();
    }

    [Fact]
    public void Contains_host_that_has_no_ascii_form_is_not_listed() =>
        new HostList(["a"]).Contains(new Uri("https://xn--a\u00fc/")).ShouldBeFalse();

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("https://a")]
    [InlineData("a/")]
    [InlineData("a/b")]
    [InlineData("a?b")]
    [InlineData("a#b")]
    [InlineData("user@a")]
    [InlineData("*")]
    [InlineData("*.a")]
    [InlineData("a:")]
    [InlineData("a:0")]
    [InlineData("a:65536")]
    [InlineData("a:08443")]
    [InlineData("a b")]
    [InlineData("127.1")]
    [InlineData("a,b")]
    [InlineData("a\\b")]
    [InlineData("::1")]
    [InlineData("b\u00fccher.example")]
    [InlineData("\uff41")]
    [InlineData("a\u200d\u00fc.example")]
    [InlineData("xn--a\u00fc")]
    public void TryParse_anything_but_a_host_is_refused(string? entry) => HostList.TryParse(entry, out _, out _).ShouldBeFalse();
}
