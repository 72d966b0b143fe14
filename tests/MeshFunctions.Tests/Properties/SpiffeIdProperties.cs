using MeshFunctions.Headers;

namespace MeshFunctions.Tests.Properties;

public sealed class SpiffeIdProperties
{
    [Fact]
    public void TryParse_never_throws_and_what_it_reads_is_its_parts_and_can_be_read_again() => PropertyRun.Check(
        static text =>
        {
            if (!SpiffeId.TryParse(text, out var id))
            {
                id.ShouldBe(default);
                return false;
            }

            id.ToString().ShouldBe(text);
            $"spiffe://{id.TrustDomain}{id.Path}".ShouldBe(text);
            text.Length.ShouldBeLessThanOrEqualTo(SpiffeId.MaxLength);
            id.TrustDomain.All(static unit => char.IsAsciiLetterLower(unit) || char.IsAsciiDigit(unit) || unit == '.' || unit == '-' || unit == '_').ShouldBeTrue();
            id.Path.All(static unit => char.IsAsciiLetterOrDigit(unit) || unit == '/' || unit == '.' || unit == '-' || unit == '_').ShouldBeTrue();
            id.Path.Split('/').Skip(1).All(static segment => segment is not ("" or "." or "..")).ShouldBeTrue();
            SpiffeId.TryParse(id.ToString(), out var again).ShouldBeTrue();
            again.ShouldBe(id);
            return true;
        },
        [
            "spiffe://mesh.local/ns/shop/sa/orders",
            "spiffe://mesh.local",
            "spiffe://11111111-2222-3333-4444-555555555555.consul/ns/default/dc/dc1/svc/web",
            "spiffe://a_b/UPPER/..c/d..",
        ],
        "/",
        "//",
        "/.",
        "/..",
        ".",
        "-",
        ":8443",
        "@",
        "?",
        "#",
        "%2F",
        "spiffe://",
        "SPIFFE",
        "ns/x");
}
