using MeshFunctions.Tracing;

namespace MeshFunctions.Tests.Tracing;

public sealed class TraceStateTests
{
    [Theory]
    [InlineData("rojo=00f067aa0ba902b7,congo=t61rcWkgMzE", "rojo=00f067aa0ba902b7,congo=t61rcWkgMzE")]
    [InlineData("foo=1,,bar=2", "foo=1,bar=2")]
    [InlineData("foo=1, \t ,bar=2", "foo=1,bar=2")]
    [InlineData(" foo=1 \t,\tbar=2 ", "foo=1,bar=2")]
    [InlineData("foo@=1,1a-_*/@b=2", "foo@=1,1a-_*/@b=2")]
    [InlineData("foo= a b ", "foo= a b")]
    [InlineData("", "")]
    [InlineData(" ,\t, ", "")]
    public void TryParse_list_of_the_grammar_is_tidied(string text, string expected)
    {
        TraceState.TryParse(text, out var state).ShouldBeTrue();

        state.ShouldBe(expected);
    }

    [Theory]
    [InlineData("Foo=1")]
    [InlineData("foo =1")]
    [InlineData("foo=1=2")]
    [InlineData("foo=")]
    [InlineData("foo= ")]
    [InlineData("=1")]
    [InlineData("foo")]
    [InlineData("_foo=1")]
    [InlineData("@foo=1")]
    [InlineData("fo.o=1")]
    [InlineData("foo=1;bar=2,b az=3")]
    [InlineData("foo=\u00e9")]
    [InlineData("foo=a\tb")]
    [InlineData("foo=a\r\nX-Evil: 1")]
    [InlineData("foo=a\0b")]
    [InlineData("foo=a\u007f")]
    [InlineData("good=1,Bad=2")]
    public void T52_TryParse_one_bad_member_drops_the_whole(string text)
    {
        TraceState.TryParse(text, out var state).ShouldBeFalse();
        state.ShouldBeEmpty();
    }

    [Fact]
    public void T52_TryParse_33rd_member_drops_the_whole()
    {
        var members = Enumerable.Range(0, 32).Select(index => $"k{index}=v").ToList();

        TraceState.TryParse(string.Join(',', members), out var state).ShouldBeTrue();
        state.ShouldBe(string.Join(',', members));
        TraceState.TryParse(string.Join(',', members) + ",k=v", out _).ShouldBeFalse();
        TraceState.TryParse(string.Join(',', members) + ",k1=v", out _).ShouldBeFalse("a repeated key is a member all the same");
        TraceState.TryParse(string.Join(",,", members) + ",", out _).ShouldBeTrue("empty members are none");
    }

    [Fact]
    public void T52_TryParse_key_and_value_are_256_characters_at_most()
    {
        TraceState.TryParse(new string('k', 256) + "=v", out _).ShouldBeTrue();
        TraceState.TryParse(new string('k', 257) + "=v", out _).ShouldBeFalse();
        TraceState.TryParse("k=" + new string('v', 256), out _).ShouldBeTrue();
        TraceState.TryParse("k=" + new string('v', 257), out _).ShouldBeFalse();
    }

    [Fact]
    public void T52_TryParse_over_512_characters_long_members_go_first_then_the_right_end()
    {
        var filler = Enumerable.Range(0, 5).Select(index => $"k{index}=" + new string('v', 90)).ToList();

        TraceState.TryParse($"long={new string('v', 200)}," + string.Join(',', filler), out var state).ShouldBeTrue();
        state.ShouldBe(string.Join(',', filler));

        TraceState.TryParse(string.Join(',', filler) + ",last=" + new string('v', 100), out state).ShouldBeTrue();
        state.ShouldBe(string.Join(',', filler));

        TraceState.TryParse("k=" + new string('v', 256) + ",l=" + new string('v', 251), out state).ShouldBeTrue();
        state.Length.ShouldBe(512);
        TraceState.TryParse("k=" + new string('v', 256) + ",l=" + new string('v', 252), out state).ShouldBeTrue();
        state.ShouldBe("k=" + new string('v', 256));
    }

    [Fact]
    public void T52_TryParse_first_of_duplicate_keys_stays()
    {
        TraceState.TryParse("foo=1,bar=2,foo=3,fo=4,fooo=5", out var state).ShouldBeTrue();

        state.ShouldBe("foo=1,bar=2,fo=4,fooo=5");
    }
}
