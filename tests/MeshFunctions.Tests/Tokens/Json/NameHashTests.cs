using System.Text;
using MeshFunctions.Tokens.Json;

namespace MeshFunctions.Tests.Tokens.Json;

public sealed class NameHashTests
{
    /// <summary>Who could choose names with one hash would make reading them quadratic, before anybody has looked at a signature.</summary>
    [Theory]
    [InlineData("{0}{0}")]
    [InlineData("{0}{0}{0}{0}")]
    [InlineData("{0}ab{0}")]
    [InlineData("{0}")]
    [InlineData("{0}abcdefghijklmnopqrst")]
    public void Of_names_that_repeat_themselves_differ_as_others_do(string form)
    {
        var hashes = Enumerable.Range(1000, 2000)
            .Select(number => string.Format(System.Globalization.CultureInfo.InvariantCulture, form, number))
            .Select(static name => NameHash.Of(Encoding.ASCII.GetBytes(name), escaped: false));
        hashes.Distinct().Count().ShouldBeGreaterThan(1990);
    }

    [Fact]
    public void Of_a_name_and_its_escaped_spelling_are_the_same() =>
        NameHash.Of("\\u0069ssuer-of-it"u8, escaped: true).ShouldBe(NameHash.Of("issuer-of-it"u8, escaped: false));
}
