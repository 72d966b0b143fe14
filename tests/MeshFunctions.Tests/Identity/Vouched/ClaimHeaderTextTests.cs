using MeshFunctions.Headers;
using MeshFunctions.Identity;
using MeshFunctions.Identity.Vouched;

namespace MeshFunctions.Tests.Identity.Vouched;

public sealed class ClaimHeaderTextTests
{
    [Theory]
    [InlineData("rita", null, "rita")]
    [InlineData("Rita O'Hara (night shift)", null, "Rita O'Hara (night shift)")]
    [InlineData(" \trita\t ", null, "rita")]
    [InlineData("a;b|c", null, "a;b|c")]
    [InlineData("a,b", ',', "a", "b")]
    [InlineData(" a ,\tb c\t, , ,d,", ',', "a", "b c", "d")]
    [InlineData("a;b,c;d", ';', "a", "b,c", "d")]
    [InlineData("a  b", ' ', "a", "b")]
    [InlineData("a|b", '|', "a", "b")]
    public void TryParse_reads_values_without_the_blanks_around_them(string value, char? separator, params string[] expected)
    {
        ClaimHeaderText.TryParse(value, separator, out var values).ShouldBeTrue();
        values.ShouldBe(expected);
    }

    [Theory]
    [InlineData("", null)]
    [InlineData("  ", null)]
    [InlineData(",, ,", ',')]
    public void TryParse_nothing_is_no_value(string value, char? separator)
    {
        ClaimHeaderText.TryParse(value, separator, out var values).ShouldBeTrue();
        values.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("a\tb")]
    [InlineData("a\0")]
    [InlineData("\ra")]
    [InlineData("a\nb")]
    [InlineData("a\u001b[31m")]
    [InlineData("a\u007f")]
    [InlineData("J\u00f6rg")]
    [InlineData("\u00a0a")]
    [InlineData("a\u202eb")]
    [InlineData("a\ud800")]
    [InlineData("a,b,\u0085")]
    public void T16_TryParse_control_characters_and_8_bit_are_invalid_as_a_whole(string value)
    {
        ClaimHeaderText.TryParse(value, null, out var single).ShouldBeFalse();
        single.ShouldBeEmpty();
        ClaimHeaderText.TryParse("ok," + value, ',', out var list).ShouldBeFalse();
        list.ShouldBeEmpty();
    }

    [Fact]
    public void T16_TryParse_value_over_16_KiB_is_invalid()
    {
        ClaimHeaderText.TryParse(new string('a', RequestHeaders.MaxValueLength), null, out _).ShouldBeTrue();
        ClaimHeaderText.TryParse(new string('a', RequestHeaders.MaxValueLength + 1), null, out _).ShouldBeFalse();
    }
}
