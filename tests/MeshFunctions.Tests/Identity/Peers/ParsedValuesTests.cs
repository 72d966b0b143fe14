using System.Globalization;
using MeshFunctions.Headers;
using MeshFunctions.Identity;
using MeshFunctions.Identity.Peers;
using MeshFunctions.Tests.Headers;
using MeshFunctions.Trust;

namespace MeshFunctions.Tests.Identity.Peers;

public sealed class ParsedValuesTests
{
    private int _parsed;

    [Fact]
    public void TryRead_value_seen_before_is_not_parsed_again()
    {
        var values = new ParsedValues<string>(Parse);
        values.TryRead("a", out var first).ShouldBeTrue();
        values.TryRead(new string('a', 1), out var second).ShouldBeTrue();

        second.ShouldBeSameAs(first);
        _parsed.ShouldBe(1);
        values.TryRead("A", out _).ShouldBeTrue();
        _parsed.ShouldBe(2);
    }

    [Fact]
    public void TryRead_invalid_value_is_never_remembered()
    {
        var values = new ParsedValues<string>(Parse);
        values.TryRead("", out _).ShouldBeFalse();
        values.TryRead("", out _).ShouldBeFalse();

        values.Count.ShouldBe(0);
        _parsed.ShouldBe(2);
    }

    [Fact]
    public void TryRead_is_bounded()
    {
        var values = new ParsedValues<string>(Parse);
        for (var i = 0; i < ParsedValues<string>.Capacity * 3; i++)
        {
            values.TryRead(i.ToString(CultureInfo.InvariantCulture), out _).ShouldBeTrue();
            values.Count.ShouldBeLessThanOrEqualTo(ParsedValues<string>.Capacity);
        }
    }

    [Fact]
    public void TryRead_values_that_differ_between_the_samples_are_told_apart()
    {
        var values = new ParsedValues<string>(Parse);
        var text = new string('a', 1200);
        values.TryRead(text, out _).ShouldBeTrue();
        for (var at = 0; at < text.Length; at += 7)
        {
            var other = $"{text[..at]}b{text[(at + 1)..]}";
            values.TryRead(other, out var parsed).ShouldBeTrue();
            parsed.ShouldBe(other);
        }
    }

    [Fact]
    public void TryRead_certificate_that_was_read_is_not_decoded_again_in_the_same_spelling_only()
    {
        var decoded = 0;
        var values = ParsedCertificates.For((ReadOnlySpan<char> value, out byte[] der) =>
        {
            decoded++;
            return EscapedPem.TryDecode(value, out der);
        }, IdentitySource.NginxCertificate);
        var escaped = TestCertificates.Escaped(TestCertificates.Documented);
        values.TryRead(escaped, out var first).ShouldBeTrue();
        values.TryRead(new string(escaped), out var second).ShouldBeTrue();
        second.ShouldBeSameAs(first);
        decoded.ShouldBe(1);

        values.TryRead(escaped.Replace("%2B", "%2b", StringComparison.Ordinal), out var respelt).ShouldBeTrue();
        respelt.Certificate.Sha256.ShouldBe(first.Certificate.Sha256);
        decoded.ShouldBe(2);
        values.TryRead(escaped + "x", out _).ShouldBeFalse();
    }

    [Fact]
    public void TryRead_from_many_threads_gives_each_its_own()
    {
        var values = new ParsedValues<string>(Copy);
        Parallel.For(0, 20_000, new ParallelOptions { MaxDegreeOfParallelism = 4, CancellationToken = TestContext.Current.CancellationToken }, number =>
        {
            var text = (number % 700).ToString(CultureInfo.InvariantCulture);
            values.TryRead(text, out var parsed).ShouldBeTrue();
            parsed.ShouldBe(text);
        });
    }

    private static bool Copy(ReadOnlySpan<char> value, out string parsed) => (parsed = value.ToString()).Length > 0;

    private bool Parse(ReadOnlySpan<char> value, out string parsed)
    {
        _parsed++;
        parsed = value.ToString();
        return parsed.Length > 0;
    }
}
