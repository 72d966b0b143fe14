using System.Text;
using MeshFunctions.Headers;
using MeshFunctions.Tests.Headers;

namespace MeshFunctions.Tests.Properties;

public sealed class CertificateIdentityProperties
{
    private const int NameLength = 64;

    /// <summary>The certificate's DER, of which any byte may differ.</summary>
    [Fact]
    public void TryReadDer_never_throws_and_whom_it_reads_is_a_workload() => PropertyRun.Check(
        static text =>
        {
            if (!CertificateIdentity.TryReadDer(HexText.Bytes(text), out var identity))
            {
                identity.ShouldBeNull();
                return false;
            }

            SpiffeId.TryParse(identity.Id.ToString(), out var id).ShouldBeTrue();
            id.Path.ShouldNotBeEmpty();
            identity.Sha256.Length.ShouldBe(64);
            return true;
        },
        [Convert.ToHexString(TestCertificates.Documented), Convert.ToHexString(TestCertificates.WithUris("spiffe://mesh.local/ns/shop/sa/orders"))],
        "30",
        "00",
        "02",
        "0603551D11",
        "86",
        "82",
        "3000",
        "FF",
        "0101FF");

    /// <summary>A certificate that is right but for the name in it: read exactly where the name is a workload's id.</summary>
    [Fact]
    public void TryReadDer_of_any_name_reads_the_ids_of_workloads_and_nothing_else()
    {
        var template = TestCertificates.WithUris(new string('x', NameLength));
        var at = template.AsSpan().IndexOf(Encoding.ASCII.GetBytes(new string('x', NameLength)));
        PropertyRun.Check(
            text =>
            {
                var name = Name(text);
                byte[] der = [.. template];
                Encoding.ASCII.GetBytes(name, der.AsSpan(at, NameLength));
                var read = CertificateIdentity.TryReadDer(der, out var identity);
                read.ShouldBe(SpiffeId.TryParse(name, out var id) && id.Path.Length > 0);
                identity?.Id.ShouldBe(id);
                return read;
            },
            ["spiffe://mesh.local/ns/shop/sa/orders", "spiffe://td/a/b", "spiffe://cluster.local/ns/pay/sa/web-0123456789"],
            "/",
            "//",
            "/../",
            ":8443",
            "@",
            "?",
            "#",
            "%2F",
            "spiffe://",
            ".",
            "A");
    }

    // A name of another length would need other lengths around it; what is missing lengthens the path, and what is too much is cut off.
    private static string Name(string text) => string.Create(NameLength, text, static (name, text) =>
    {
        for (var at = 0; at < name.Length; at++)
        {
            name[at] = at < text.Length ? (char)(text[at] & 0x7f) : 'z';
        }
    });
}
