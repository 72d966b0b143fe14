using MeshFunctions.Tracing;

namespace MeshFunctions.Tests.Tracing;

public sealed class BaggageParserTests
{
    private static readonly BaggageNames Known = new(["userId", "serverNode", "isProduction", "a", "b", "__proto__", "!#$%&'*+-.^_`|~"]);

    public static TheoryData<string> Malformed =>
        ["=v", "a", "a b=c", "\"a\"=b", "a=b c", "a=\"b\"", "a=b\\c", "a=\u00e9", "a=b\r\nX-Evil: 1", "a=b\0", "a=\u007f", "a\u0001=b", "a=b;c d", "a=b;=c", "a=b;c=d e", "a@=b", ";a=b", "(a)=b"];

    [Theory]
    [InlineData("userId=Am%C3%A9lie,serverNode=DF%2028;ttl=60,isProduction=false", "userId=Am%C3%A9lie,serverNode=DF%2028;ttl=60,isProduction=false")]
    [InlineData(" a \t= 1 , b=2\t;\tx ; y = 2 ", "a=1,b=2;x;y=2")]
    [InlineData("a=", "a=")]
    [InlineData("a=b=c==", "a=b=c==")]
    [InlineData("a=1,a=2", "a=1,a=2")]
    [InlineData("a=1,,\t, b=2,", "a=1,b=2")]
    [InlineData("a=1;;x;", "a=1;x")]
    [InlineData("a=1+2", "a=1+2")]
    [InlineData("__proto__=1", "__proto__=1")]
    [InlineData("!#$%&'*+-.^_`|~=1", "!#$%&'*+-.^_`|~=1")]
    [InlineData("A=1", "")]
    [InlineData("", "")]
    [InlineData(" ,\t,", "")]
    public void Read_members_of_the_grammar_are_tidied_and_keep_their_encoding(string text, string expected)
    {
        var reading = BaggageParser.Read(text, Known);

        string.Join(',', reading.Members).ShouldBe(expected);
        reading.Malformed.ShouldBe(0);
        reading.Excess.ShouldBe(0);
    }

    [Theory]
    [MemberData(nameof(Malformed))]
    public void T53_Read_malformed_member_is_dropped_by_itself(string member)
    {
        var reading = BaggageParser.Read($"a=1,{member},b=2", Known);

        string.Join(',', reading.Members).ShouldBe("a=1,b=2");
        reading.Malformed.ShouldBe(1);
        reading.Excess.ShouldBe(0);
        BaggageParser.Read("a=1,a=c;c=d,b=2", Known).Members.Count.ShouldBe(3, "control");
    }

    [Theory]
    [InlineData("a=%zz", "%25zz", "%zz")]
    [InlineData("a=%", "%25", "%")]
    [InlineData("a=1%2", "1%252", "1%2")]
    [InlineData("a=%%41", "%25%41", "%A")]
    [InlineData("a=%4", "%254", "%4")]
    [InlineData("a=%41", "%41", "A")]
    [InlineData("a=%FF%C3", "%FF%C3", "\ufffd\ufffd")]
    [InlineData("a=%f0%9f%98%80", "%f0%9f%98%80", "\U0001f600")]
    [InlineData("a=Am%C3%A9lie+x", "Am%C3%A9lie+x", "Am\u00e9lie+x")]
    public void T53_Read_bad_percent_encoding_is_literal(string text, string encoded, string decoded)
    {
        var member = BaggageParser.Read(text, Known).Members.ShouldHaveSingleItem();

        member.EncodedValue.ShouldBe(encoded);
        member.Value.ShouldBe(decoded);
        member.ToString().ShouldBe($"a={encoded}");
    }

    [Theory]
    [InlineData("a=x%0D%0AX-Evil:%201", "x%0D%0AX-Evil: 1")]
    [InlineData("a=%00%1b[31m", "%00%1B[31m")]
    [InlineData("a=%7F%C2%85", "%7F%C2%85")]
    public void T53_Read_control_characters_are_never_decoded(string text, string decoded)
    {
        var member = BaggageParser.Read(text, Known).Members.ShouldHaveSingleItem();

        member.Value.ShouldBe(decoded);
        member.Value.ShouldAllBe(character => !char.IsControl(character));
        member.ToString().ShouldBe(text);
    }

    [Fact]
    public void T53_Read_members_over_the_64th_are_dropped_whole_and_counted()
    {
        var text = string.Join(',', Enumerable.Range(0, 181).Select(index => $"{(index % 2 == 0 ? "a" : "b")}={index}"));

        var reading = BaggageParser.Read(text, Known);

        reading.Members.Count.ShouldBe(64);
        reading.Members[^1].ToString().ShouldBe("b=63");
        reading.Excess.ShouldBe(117);
    }

    [Fact]
    public void T53_Read_members_behind_8192_characters_are_dropped_whole_and_counted()
    {
        var first = $"a={new string('x', 8190)}";

        BaggageParser.Read(first, Known).Members.ShouldHaveSingleItem().ToString().ShouldBe(first, "control: it just fits");
        BaggageParser.Read($"{first},b=2", Known).ShouldSatisfyAllConditions(
            reading => reading.Members.ShouldHaveSingleItem().Key.ShouldBe("a"),
            reading => reading.Excess.ShouldBe(1));
        BaggageParser.Read($"b=2,{first},a=1", Known).ShouldSatisfyAllConditions(
            reading => reading.Members.ShouldHaveSingleItem().ToString().ShouldBe("b=2"),
            reading => reading.Excess.ShouldBe(2));
    }

    [Fact]
    public void Read_keys_that_nobody_named_leave_nothing()
    {
        BaggageParser.Read($"user=1,{new string('k', 4096)}=2,A=3", Known).ShouldSatisfyAllConditions(
            reading => reading.Members.ShouldBeEmpty(),
            reading => reading.Malformed.ShouldBe(0));
    }
}
