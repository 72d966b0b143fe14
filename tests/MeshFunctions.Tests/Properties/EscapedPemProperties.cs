using MeshFunctions.Headers;
using MeshFunctions.Tests.Headers;

namespace MeshFunctions.Tests.Properties;

/// <summary>Nginx's certificate header.</summary>
public sealed class EscapedPemProperties
{
    [Fact]
    public void TryDecode_never_throws_and_what_it_prints_can_be_read_again() => PropertyRun.Check(
        static text =>
        {
            if (!EscapedPem.TryDecode(text, out var der))
            {
                der.ShouldBeEmpty();
                return false;
            }

            der.ShouldNotBeEmpty();
            EscapedPem.TryDecode(EscapedPem.Encode(der), out var again).ShouldBeTrue();
            again.ShouldBe(der);
            return true;
        },
        [EscapedPem.Encode(TestCertificates.Documented), EscapedPem.Encode([0x30, 0x00]), "-----BEGIN%20CERTIFICATE-----%0AMIIB+/Xw%0A-----END%20CERTIFICATE-----"],
        "%0A",
        "%0D%0A",
        "%20",
        "+",
        "%2B",
        "/",
        "=",
        "%3D",
        "-----BEGIN%20CERTIFICATE-----",
        "-----END%20CERTIFICATE-----",
        "AAAA",
        "%",
        "%00");
}
