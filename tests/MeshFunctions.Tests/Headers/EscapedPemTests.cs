using System.Security.Cryptography;
using MeshFunctions.Headers;

namespace MeshFunctions.Tests.Headers;

public sealed class EscapedPemTests
{
    private static readonly string Valid = EscapedPem.Encode(TestCertificates.Documented);

    public static TheoryData<string, string> Hostile => new()
    {
        { "empty", "" },
        { "not escaped", PemEncoding.WriteString("CERTIFICATE", TestCertificates.Documented) },
        { "two blocks", Valid + Valid },
        { "text after", Valid + "x" },
        { "blank after", Valid + "%20" },
        { "text before", "x%0A" + Valid },
        { "line end before", "%0A" + Valid },
        { "escape cut short", Valid + "%0" },
        { "escape of nothing", Valid + "%" },
        { "bad escape", Valid.Replace("%0A", "%0G", StringComparison.Ordinal) },
        { "form encoding", Valid.Replace("%20", "+", StringComparison.Ordinal) },
        { "tab lines", Valid.Replace("%0A", "%0A%09", StringComparison.Ordinal) },
        { "NUL", Valid.Insert(60, "%00") },
        { "8-bit", Valid.Insert(60, "%C3%A9") },
        { "raw 8-bit", Valid.Insert(60, "\u00e9") },
        { "raw line end", Valid.Replace("%0A", "\n", StringComparison.Ordinal) },
        { "private key", Uri.EscapeDataString(PemEncoding.WriteString("PRIVATE KEY", TestCertificates.Documented)) },
        { "other label", Valid.Replace("CERTIFICATE", "TRUSTED%20CERTIFICATE", StringComparison.Ordinal) },
        { "no end", Valid[..^40] },
        { "empty block", Uri.EscapeDataString("-----BEGIN CERTIFICATE-----\n-----END CERTIFICATE-----\n") },
        { "single-line base64", Convert.ToBase64String(TestCertificates.Documented) },
        { "too long", Valid + new string('A', EscapedPem.MaxLength) },
    };

    [Fact]
    public void TryDecode_value_as_Nginx_writes_it_is_read()
    {
        Valid.Length.ShouldBe(564, "wire formats §3.7: CERT-A gives 564 octets");
        EscapedPem.TryDecode(Valid, out var der).ShouldBeTrue();
        der.ShouldBe(TestCertificates.Documented);

        EscapedPem.TryDecode(Valid.AsSpan(..^3), out _).ShouldBeTrue("the last line end may be missing");
        EscapedPem.TryDecode(Valid.Replace("%2B", "+", StringComparison.Ordinal).Replace("%2F", "/", StringComparison.Ordinal), out var literal).ShouldBeTrue();
        literal.ShouldBe(TestCertificates.Documented);
    }

    [Theory]
    [MemberData(nameof(Hostile))]
    public void TryDecode_anything_else_is_invalid(string what, string value)
    {
        EscapedPem.TryDecode(value, out var der).ShouldBeFalse(what);
        der.ShouldBeEmpty();
    }
}
