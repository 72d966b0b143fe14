using MeshFunctions.Headers.Certificates;
using MeshFunctions.Tests.Headers;
using MeshFunctions.Tests.Headers.Certificates;

namespace MeshFunctions.Tests.Properties;

public sealed class CertificateProperties
{
    [Fact]
    public void ArrCertificate_never_throws_and_what_it_reads_it_reads_again() => PropertyRun.Check(
        static text =>
        {
            if (!ArrCertificate.TryDecode(text, out var der))
            {
                der.ShouldBeEmpty();
                return false;
            }

            ArrCertificate.TryDecode(Convert.ToBase64String(der), out var again).ShouldBeTrue();
            again.ShouldBe(der);
            return true;
        },
        ["AAAA", "MIIBXjCC", "MIIBXjCCAQWgAw==", Convert.ToBase64String(TestCertificates.Documented)],
        "=",
        "====",
        "AAAA",
        "+/+/",
        "-",
        "\n");

    [Fact]
    public void CertificateChecker_never_throws_and_believes_no_bytes_but_those_that_were_signed()
    {
        using var scene = new BundleScene();
        var good = Convert.ToHexString(scene.Authority.Issue());
        PropertyRun.Check(
            text =>
            {
                var bytes = HexText.Bytes(text);
                var holds = scene.Checker.Check(bytes).Holds;
                holds.ShouldBe(string.Equals(Convert.ToHexString(bytes), good, StringComparison.Ordinal));
                _ = CertificateSignature.TryRead(bytes, out _);
                return CertificateNames.TryRead(bytes, "", out _);
            },
            [good, .. NamesOnly()],
            "30",
            "00",
            "8204",
            "80",
            "86",
            "06",
            "FF");
        scene.Checker.Remembered.ShouldBeLessThanOrEqualTo(CheckedAgainst.MaxGood + CheckedAgainst.MaxRefused);
    }

    [Fact]
    public void TrustBundle_never_throws_and_takes_all_or_nothing()
    {
        using var one = MeshCa.Create();
        using var other = MeshCa.Create("CN=other");
        PropertyRun.Check(
            static text =>
            {
                if (!TrustBundle.TryParse(text, out var bundle))
                {
                    return false;
                }

                bundle.Count.ShouldBe(text.AsSpan().Count("-----BEGIN "));
                return true;
            },
            [one.Pem, one.Pem + other.Pem, "# a comment\n" + other.Pem],
            "\n",
            "-----BEGIN CERTIFICATE-----\n",
            "-----END CERTIFICATE-----",
            "# text\n",
            one.Pem);
    }

    private static string[] NamesOnly() =>
    [
        Convert.ToHexString(TestCertificates.Names()), Convert.ToHexString(TestCertificates.Names(TestLeaf.SidecarId)),
        Convert.ToHexString(TestCertificates.Names(TestLeaf.SidecarId, "https://mesh.local")),
    ];
}
