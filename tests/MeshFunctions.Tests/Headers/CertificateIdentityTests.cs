using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using MeshFunctions.Headers;

namespace MeshFunctions.Tests.Headers;

public sealed class CertificateIdentityTests
{
    [Fact]
    public void TryParse_documented_certificate_gives_its_id_digest_and_validity()
    {
        CertificateIdentity.TryParse(TestCertificates.Escaped(TestCertificates.Documented), out var identity).ShouldBeTrue();

        identity.ShouldNotBeNull();
        identity.Id.ToString().ShouldBe(TestCertificates.DocumentedId);
        identity.Sha256.ShouldBe(TestCertificates.DocumentedSha256);
        identity.NotBefore.ShouldBe(new DateTimeOffset(2026, 11, 21, 7, 36, 59, TimeSpan.Zero));
        identity.NotAfter.ShouldBe(new DateTimeOffset(2126, 10, 28, 7, 36, 59, TimeSpan.Zero));
    }

    [Fact]
    public void HoldsAt_is_from_the_first_to_the_last_second()
    {
        CertificateIdentity.TryReadDer(TestCertificates.WithUris("spiffe://mesh.local/a"), out var identity).ShouldBeTrue();

        identity.ShouldNotBeNull();
        identity.HoldsAt(TestCertificates.Start).ShouldBeTrue();
        identity.HoldsAt(TestCertificates.End).ShouldBeTrue();
        identity.HoldsAt(TestCertificates.Start.AddSeconds(-1)).ShouldBeFalse();
        identity.HoldsAt(TestCertificates.End.AddSeconds(1)).ShouldBeFalse();
    }

    [Theory]
    [InlineData("no URI")]
    [InlineData("two ids", "spiffe://mesh.local/a", "spiffe://mesh.local/b")]
    [InlineData("the same id twice", "spiffe://mesh.local/a", "spiffe://mesh.local/a")]
    [InlineData("an id and another URI", "spiffe://mesh.local/a", "https://mesh.local/a")]
    [InlineData("another URI only", "https://mesh.local/a")]
    [InlineData("a trust domain only", "spiffe://mesh.local")]
    [InlineData("a trailing slash", "spiffe://mesh.local/a/")]
    [InlineData("an upper-case trust domain", "spiffe://Mesh.local/a")]
    [InlineData("a further element", "spiffe://mesh.local/a;URI=spiffe://mesh.local/admin")]
    [InlineData("a NUL", "spiffe://mesh.local/admin\0.evil")]
    [InlineData("a line end", "spiffe://mesh.local/a\n")]
    [InlineData("nothing", "")]
    public void T12_TryParse_certificate_without_exactly_one_id_is_invalid(string what, params string[] uris)
    {
        CertificateIdentity.TryReadDer(TestCertificates.WithUris(uris), out var identity).ShouldBeFalse(what);
        identity.ShouldBeNull();
        CertificateIdentity.TryReadDer(TestCertificates.WithUris("spiffe://mesh.local/a"), out _).ShouldBeTrue("control");
    }

    [Fact]
    public void TryParse_signing_certificate_is_no_workload()
    {
        var names = TestCertificates.Names("spiffe://mesh.local/a");

        CertificateIdentity.TryReadDer(TestCertificates.Make(names, new X509BasicConstraintsExtension(true, false, 0, true)), out _).ShouldBeFalse();
        CertificateIdentity.TryReadDer(TestCertificates.Make(names, new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, true)), out _).ShouldBeFalse();
        CertificateIdentity.TryReadDer(TestCertificates.Make(names, new X509KeyUsageExtension(X509KeyUsageFlags.CrlSign, true)), out _).ShouldBeFalse();
        CertificateIdentity.TryReadDer(
            TestCertificates.Make(
                names, new X509BasicConstraintsExtension(false, false, 0, true), new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, true)),
            out _).ShouldBeTrue("control");
    }

    [Fact]
    public void TryParse_broken_names_extension_is_invalid()
    {
        CertificateIdentity.TryReadDer(TestCertificates.Make(names: null), out _).ShouldBeFalse("no extension");
        CertificateIdentity.TryReadDer(TestCertificates.Make([]), out _).ShouldBeFalse("empty");
        CertificateIdentity.TryReadDer(TestCertificates.Make([0x30, 0x82]), out _).ShouldBeFalse("cut short");
        CertificateIdentity.TryReadDer(TestCertificates.Make([.. TestCertificates.Names("spiffe://mesh.local/a"), 0x00]), out _).ShouldBeFalse("a byte after");
        CertificateIdentity.TryReadDer(TestCertificates.Make([0x04, 0x02, 0x30, 0x00]), out _).ShouldBeFalse("not a sequence");
        CertificateIdentity.TryReadDer(TestCertificates.Make([0x30, 0x03, 0x86, 0x01, 0xFF]), out _).ShouldBeFalse("not ASCII");
    }

    [Fact]
    public void TryParse_bytes_around_the_certificate_or_another_form_are_invalid()
    {
        var der = TestCertificates.Documented;

        CertificateIdentity.TryReadDer([.. der, 0x00], out _).ShouldBeFalse();
        CertificateIdentity.TryReadDer([.. der, .. der], out _).ShouldBeFalse();
        CertificateIdentity.TryReadDer(der.AsSpan(..^1), out _).ShouldBeFalse();
        CertificateIdentity.TryReadDer(der.AsSpan(1..), out _).ShouldBeFalse();
        CertificateIdentity.TryReadDer([], out _).ShouldBeFalse();
        CertificateIdentity.TryReadDer(System.Text.Encoding.ASCII.GetBytes(PemEncoding.WriteString("CERTIFICATE", der)), out _).ShouldBeFalse("PEM in PEM");
    }
}
