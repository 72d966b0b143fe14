using System.Globalization;
using MeshFunctions.Identity;

namespace MeshFunctions.Tests.Identity;

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

    private bool Parse(ReadOnlySpan<char> value, out string parsed)
    {
        _parsed++;
        parsed = value.ToString();
        return parsed.Length > 0;
    }
}
