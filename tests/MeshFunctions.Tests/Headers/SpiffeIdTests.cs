using MeshFunctions.Headers;

namespace MeshFunctions.Tests.Headers;

public sealed class SpiffeIdTests
{
    /// <summary>Texts that are no id, each wrong in one way (T12).</summary>
    public static TheoryData<string> Invalid =>
    [
        "spiffe://TD/ns/a",
        "spiffe://Td/ns/a",
        "SPIFFE://td/ns/a",
        "spiffe://td:8443/x",
        "spiffe://td:/x",
        "spiffe://u@td/x",
        "spiffe://td/a//b",
        "spiffe://td//",
        "spiffe://td/a/../b",
        "spiffe://td/a/./b",
        "spiffe://td/..",
        "spiffe://td/a%2Fb",
        "spiffe://t%64/a",
        "spiffe://td/x?y",
        "spiffe://td?y",
        "spiffe://td/x#y",
        "spiffe://td#y",
        "spiffe://td/x/",
        "spiffe://td/",
        "spiffe:///x",
        "spiffe://",
        "spiffe:/td/x",
        "http://td/x",
        "",
        " spiffe://td/x",
        "spiffe://td/x ",
        "spiffe://td/x\n",
        "spiffe://td/x\0",
        "spiffe://td/x;URI=spiffe://td/ns/kube-system/sa/admin",
        "spiffe://td/x,spiffe://td/y",
        "spiffe://t\u00e9/x",
        "spiffe://td/\u0430dmin",
        "spiffe://td\\x",
        "spiffe://td/" + new string('a', SpiffeId.MaxLength),
    ];

    [Theory]
    [InlineData("spiffe://mesh.local/ns/shop/sa/orders", "mesh.local", "/ns/shop/sa/orders")]
    [InlineData("spiffe://11111111-2222-3333-4444-555555555555.consul/ns/default/dc/dc1/svc/web", "11111111-2222-3333-4444-555555555555.consul", "/ns/default/dc/dc1/svc/web")]
    [InlineData("spiffe://a_b/UPPER/..c/d..", "a_b", "/UPPER/..c/d..")]
    [InlineData("spiffe://mesh.local", "mesh.local", "")]
    public void TryParse_id_as_the_standard_writes_it_is_read(string text, string trustDomain, string path)
    {
        SpiffeId.TryParse(text, out var id).ShouldBeTrue();

        id.TrustDomain.ShouldBe(trustDomain);
        id.Path.ShouldBe(path);
        id.ToString().ShouldBe(text);
    }

    [Theory]
    [MemberData(nameof(Invalid))]
    public void T12_TryParse_anything_else_is_invalid(string text)
    {
        SpiffeId.TryParse(text, out var id).ShouldBeFalse();
        id.ShouldBe(default);
    }

    [Fact]
    public void T12_TryParse_length_is_bounded()
    {
        var longest = "spiffe://td/" + new string('a', SpiffeId.MaxLength - "spiffe://td/".Length);

        SpiffeId.TryParse(longest, out _).ShouldBeTrue();
        SpiffeId.TryParse(longest + "a", out _).ShouldBeFalse();
        SpiffeId.TryParse($"spiffe://{new string('a', 255)}/x", out _).ShouldBeTrue();
        SpiffeId.TryParse($"spiffe://{new string('a', 256)}/x", out _).ShouldBeFalse();
    }

    [Fact]
    public void Equals_compares_the_whole_id_ordinally()
    {
        var id = Parse("spiffe://td/ns/a");

        id.ShouldBe(Parse("spiffe://td/ns/a"));
        id.GetHashCode().ShouldBe(Parse("spiffe://td/ns/a").GetHashCode());
        (id == Parse("spiffe://td/ns/A")).ShouldBeFalse();
        (id != Parse("spiffe://td/ns/ab")).ShouldBeTrue();
        id.Equals((object)Parse("spiffe://td/ns")).ShouldBeFalse();
        default(SpiffeId).ToString().ShouldBe("");
        default(SpiffeId).TrustDomain.ShouldBe("");
        default(SpiffeId).IsIn("").ShouldBeFalse();
    }

    [Theory]
    [InlineData("mesh.local", true)]
    [InlineData("mesh", false)]
    [InlineData("mesh.loca", false)]
    [InlineData("mesh.local2", false)]
    public void IsIn_takes_the_whole_trust_domain(string trustDomain, bool expected) =>
        Parse("spiffe://mesh.local/ns/a").IsIn(trustDomain).ShouldBe(expected);

    private static SpiffeId Parse(string text)
    {
        SpiffeId.TryParse(text, out var id).ShouldBeTrue();
        return id;
    }
}
