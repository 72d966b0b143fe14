using MeshFunctions.Headers.Certificates;

namespace MeshFunctions.Tests.Headers.Certificates;

public sealed class ArrCertificateTests
{
    private static readonly string Documented = Convert.ToBase64String(TestCertificates.Documented);

    [Fact]
    public void TryDecode_single_line_of_base64_gives_the_bytes()
    {
        ArrCertificate.TryDecode(Documented, out var der).ShouldBeTrue();
        der.ShouldBe(TestCertificates.Documented);
    }

    [Fact]
    public void T15_TryDecode_anything_else_is_refused()
    {
        string[] bad =
        [
            "", " ", "A", "===", "====", " " + Documented, Documented + "\n", Documented.Insert(64, "\r\n"), Documented.Insert(64, " "), Documented[..^1],
            Documented.Replace('/', '_').Replace('+', '-'), "-----BEGIN CERTIFICATE-----" + Documented, "%2B" + Documented[3..],
            new string('A', ArrCertificate.MaxLength + 4), Documented[..^4] + "\u0430AAA",
        ];
        foreach (var text in bad)
        {
            ArrCertificate.TryDecode(text, out _).ShouldBeFalse(text);
        }
    }
}
