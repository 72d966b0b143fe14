using MeshFunctions.Tracing;

namespace MeshFunctions.Tests.Tracing;

public sealed class RequestIdentifierTests
{
    [Theory]
    [InlineData("a")]
    [InlineData("0af7651916cd43dd8448eb211c80319c")]
    [InlineData("6f0c8a4e-3a4b-9d59-9a0e-0f6f3d0f7f10")]
    [InlineData("|root.1_2_.:=")]
    public void IsValid_characters_of_the_grammar_are(string text) => RequestIdentifier.IsValid(text).ShouldBeTrue();

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("a b")]
    [InlineData("a\r\nX-Evil: 1")]
    [InlineData("a\n")]
    [InlineData("\u001b[31mred")]
    [InlineData("a\0")]
    [InlineData("a\u202eb")]
    [InlineData("\u00e9")]
    [InlineData("a,b")]
    [InlineData("a;b")]
    [InlineData("<script>")]
    [InlineData("a\"b")]
    [InlineData("{a}")]
    public void T56_IsValid_anything_else_is_not(string text) => RequestIdentifier.IsValid(text).ShouldBeFalse();

    [Fact]
    public void T56_IsValid_length_is_128_at_most()
    {
        RequestIdentifier.IsValid(new string('a', 128)).ShouldBeTrue();
        RequestIdentifier.IsValid(new string('a', 129)).ShouldBeFalse();
        RequestIdentifier.IsValid(new string('a', 10 * 1024)).ShouldBeFalse();
    }

    [Fact]
    public void Create_makes_32_hex_digits_that_are_valid_and_new()
    {
        var id = RequestIdentifier.Create();

        id.Length.ShouldBe(32);
        id.ShouldAllBe(character => char.IsAsciiHexDigitLower(character));
        RequestIdentifier.IsValid(id).ShouldBeTrue();
        RequestIdentifier.Create().ShouldNotBe(id, StringComparer.Ordinal);
    }
}
