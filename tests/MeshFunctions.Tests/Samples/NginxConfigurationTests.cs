namespace MeshFunctions.Tests.Samples;

public sealed class NginxConfigurationTests
{
    [Fact]
    public void Parse_quotes_comments_and_blocks_are_told_apart()
    {
        NginxDirective parsed = NginxConfiguration.Parse("a b; # c { d;\nx \"y;{ z\" { p \"\"; '~^q{2}' 'r\\'s'; } t u\"v;");

        parsed.Children.Select(child => child.ToString()).ShouldBe(["a b", "x y;{ z", "t u\"v"]);
        parsed.Children[1].Children.Select(child => child.Name).ShouldBe(["p", "~^q{2}"]);
    }

    [Theory]
    [InlineData("a {")]
    [InlineData("a }")]
    [InlineData("a; }")]
    [InlineData("a \"b;")]
    [InlineData("a b")]
    public void Parse_text_that_does_not_match_up_is_refused(string text) =>
        Should.Throw<FormatException>(() => NginxConfiguration.Parse(text));
}
