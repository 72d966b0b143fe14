using System.Text;
using MeshFunctions.Trust.Assertions;

namespace MeshFunctions.Tests.Properties;

public sealed class CanonicalQueryProperties
{
    /// <summary>What is not refused has one form, also after the address of a request has been a <see cref="Uri"/>.</summary>
    [Fact]
    public void TryWriteQuery_any_text_is_refused_or_has_the_same_form_on_both_sides() => PropertyRun.Check(
        static query =>
        {
            if (Canonical(query) is not { } form)
            {
                return false;
            }

            Canonical(form).ShouldBe(form);
            var seen = CanonicalTarget.WithoutMark(new Uri("http://localhost/x?" + query).Query).ToString();
            Canonical(seen).ShouldBe(form);
            return true;
        },
        ["", "a=1", "a=1&b=2", "q=caf%C3%A9&x=%2f%26", "a[]=1&b={2}", "q=100%", "redirect=https%3a%2f%2Fx/?y", "a=%41%42&c=d+e", "$filter=a%20eq%20'b'"],
        "&", "=", "%", "%26", "%41", "%2e", "%25", "?", "#", "[", "|", "%7c", "%zz", "+", "\\", "%5c");

    [Theory]
    [InlineData("", "")]
    [InlineData("a=1&b=%2f%41", "a=1&b=%2FA")]
    [InlineData("a=%26", "a=%26")]
    [InlineData("q=100%", "q=100%25")]
    [InlineData("q=%zz", "q=%25zz")]
    [InlineData("a[]={|}", "a%5B%5D=%7B%7C%7D")]
    [InlineData("?a", "?a")]
    [InlineData("q=%4%41", null)]
    [InlineData("q=%%41", null)]
    [InlineData("a b", null)]
    [InlineData("a#b", null)]
    [InlineData("\u00e9", null)]
    [InlineData("\n", null)]
    public void TryWriteQuery_examples(string? query, string? form) => Canonical(query).ShouldBe(form);

    private static string? Canonical(string? query)
    {
        query ??= "";
        var buffer = new byte[CanonicalTarget.BufferLength(query.Length)];
        return CanonicalTarget.TryWriteQuery(query, buffer, out var written) ? Encoding.ASCII.GetString(buffer, 0, written) : null;
    }
}
