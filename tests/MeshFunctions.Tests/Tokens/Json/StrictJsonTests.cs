using System.Text;
using MeshFunctions.Tokens.Json;

namespace MeshFunctions.Tests.Tokens.Json;

public sealed class StrictJsonTests
{
    [Theory]
    [InlineData("{}")]
    [InlineData(" \r\n\t{ \"a\" : [ ] , \"b\":{}, \"c\":[1 , \"x\",null ,true,false,-0.5e-7]} ")]
    [InlineData("""{"a":"\"\\\/\b\f\n\r\tA\ud83d\ude00"}""")]
    [InlineData("""{"a":{"x":1},"b":{"x":2},"c":[{"x":3},{"x":4}]}""")]
    [InlineData("""{"":1,"é":2,"e\u0301":3}""")]
    [InlineData("""{"a":0,"b":-0,"c":1e400,"d":1E+2,"e":123456789012345678901234567890.5}""")]
    public void TryReadObject_legalJson_reads(string text) => Reads(text).ShouldBeTrue();

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("{")]
    [InlineData("}")]
    [InlineData("{}}")]
    [InlineData("{}{}")]
    [InlineData("{} x")]
    [InlineData("{}\0")]
    [InlineData("\ufeff{}")]
    [InlineData("[]")]
    [InlineData("\"a\"")]
    [InlineData("1")]
    [InlineData("null")]
    [InlineData("{\"a\"}")]
    [InlineData("{\"a\":}")]
    [InlineData("{\"a\":1,}")]
    [InlineData("{,\"a\":1}")]
    [InlineData("{\"a\":1 \"b\":2}")]
    [InlineData("{\"a\":1;\"b\":2}")]
    [InlineData("{a:1}")]
    [InlineData("{'a':1}")]
    [InlineData("{1:1}")]
    [InlineData("{\"a\":[1,]}")]
    [InlineData("{\"a\":[,1]}")]
    [InlineData("{\"a\":[1 2]}")]
    [InlineData("{\"a\":[1}")]
    [InlineData("{\"a\":{]}")]
    [InlineData("{\"a\":tru}")]
    [InlineData("{\"a\":True}")]
    [InlineData("{\"a\":nul")]
    [InlineData("{\"a\":NaN}")]
    [InlineData("{\"a\":Infinity}")]
    [InlineData("{\"a\":-Infinity}")]
    [InlineData("{\"a\":01}")]
    [InlineData("{\"a\":-01}")]
    [InlineData("{\"a\":+1}")]
    [InlineData("{\"a\":1.}")]
    [InlineData("{\"a\":.5}")]
    [InlineData("{\"a\":1e}")]
    [InlineData("{\"a\":1e+}")]
    [InlineData("{\"a\":-}")]
    [InlineData("{\"a\":0x10}")]
    [InlineData("{\"a\":1_000}")]
    [InlineData("{\"a\":\"x}")]
    [InlineData("{\"a\":\"x\\\"}")]
    [InlineData("{\"a\":\"\\x41\"}")]
    [InlineData("{\"a\":\"\\u12\"}")]
    [InlineData("{\"a\":\"\\u12g4\"}")]
    [InlineData("{\"a\":\"\\U0041\"}")]
    [InlineData("{\"a\":\"\n\"}")]
    [InlineData("{\"a\":\"\t\"}")]
    [InlineData("{\"a\":\"\0\"}")]
    [InlineData("{\"a\n\":1}")]
    [InlineData("{\"a\":1/*x*/}")]
    [InlineData("{\"a\":1}//x")]
    [InlineData("{\"a\":\u00a01}")]
    public void TryReadObject_otherText_invalid(string text) => Reads(text).ShouldBeFalse();

    [Theory]
    [InlineData("""{"a":1,"a":1}""")]
    [InlineData("""{"a":1,"\u0061":2}""")]
    [InlineData("""{"\u0061":1,"a":2}""")]
    [InlineData("""{"\u0061":1,"\u0061":2}""")]
    [InlineData("""{"b":{"a":1,"c":{},"\u0061":2}}""")]
    [InlineData("""{"b":[{"x":[{"a":1,"a":1}]}]}""")]
    [InlineData("""{"":1,"":2}""")]
    [InlineData("""{"/":1,"\/":2}""")]
    [InlineData("""{"😀":1,"\ud83d\ude00":2}""")]
    [InlineData("""{"a long name that does not fit into two words":1,"b":2,"a long name that does not fit into two \u0077ords":3}""")]
    public void T27_duplicateMember_anywhere_invalid(string text) => Reads(text).ShouldBeFalse();

    [Fact]
    public void T27_duplicateMember_amongThousands_invalid()
    {
        var members = string.Join(',', Enumerable.Range(0, 2000).Select(static i => $"\"m{i}\":{{\"x\":1}}"));
        Reads($"{{{members}}}").ShouldBeTrue();
        Reads($"{{{members},\"m0\":1}}").ShouldBeFalse();
        Reads($"{{{members},\"m1999\":1}}").ShouldBeFalse();
        Reads($"{{\"o\":{{{members}}},\"m0\":1}}").ShouldBeTrue();
    }

    [Theory]
    [InlineData("\\ud800")]
    [InlineData("\\udc00")]
    [InlineData("\\ud800x")]
    [InlineData("\\ud800\\n")]
    [InlineData("\\ud800\\u0041")]
    [InlineData("\\ud800\\ud800")]
    [InlineData("\\udc00\\ud800")]
    [InlineData("\\ud83d\\ude0")]
    public void T27_loneSurrogate_inNameOrValue_invalid(string escape)
    {
        Reads($"{{\"a\":\"{escape}\"}}").ShouldBeFalse();
        Reads($"{{\"{escape}\":1}}").ShouldBeFalse();
    }

    [Theory]
    [InlineData(new byte[] { 0xff })]
    [InlineData(new byte[] { 0xc3 })]
    [InlineData(new byte[] { 0xc0, 0x80 })]
    [InlineData(new byte[] { 0xc1, 0xa1 })]
    [InlineData(new byte[] { 0xe0, 0x80, 0xaf })]
    [InlineData(new byte[] { 0xed, 0xa0, 0x80 })]
    [InlineData(new byte[] { 0xf4, 0x90, 0x80, 0x80 })]
    [InlineData(new byte[] { 0x80 })]
    public void T27_utf8_invalid_refused(byte[] bytes)
    {
        Reads([.. "{\"a\":\""u8, .. bytes, .. "\"}"u8]).ShouldBeFalse();
        Reads([.. "{\""u8, .. bytes, .. "\":1}"u8]).ShouldBeFalse();
    }

    [Fact]
    public void T27_depth_over16_invalid()
    {
        // The object itself is the first level.
        Reads($"{{\"a\":{new string('[', 15)}{new string(']', 15)}}}").ShouldBeTrue();
        Reads($"{{\"a\":{new string('[', 16)}{new string(']', 16)}}}").ShouldBeFalse();
        Reads(string.Concat(Enumerable.Repeat("{\"a\":", 15)) + "{}" + new string('}', 15)).ShouldBeTrue();
        Reads(string.Concat(Enumerable.Repeat("{\"a\":", 16)) + "{}" + new string('}', 16)).ShouldBeFalse();
        Reads($"{{\"a\":{new string('[', 100_000)}").ShouldBeFalse();
    }

    [Fact]
    public void Members_read_areThoseOfTheText()
    {
        StrictJson.TryReadObject("""{"a":"x\u0041\ud83d\ude00\n","\u0062":{"c":[1,{"d":[]},"e"]},"f":-1.5}"""u8, out var read).ShouldBeTrue();
        using (read)
        {
            read.Count.ShouldBe(3);
            read["a"u8].GetString().ShouldBe("xA\U0001F600\n");
            read["a"u8].Is("xA\U0001F600\n"u8).ShouldBeTrue();
            read["a"u8].GetBytes().ShouldBe(Encoding.UTF8.GetBytes("xA\U0001F600\n"));
            read["b"u8].Kind.ShouldBe(JsonKind.Object);
            read["B"u8].Exists.ShouldBeFalse();
            read["c"u8].Exists.ShouldBeFalse();
            Encoding.UTF8.GetString(read["f"u8].Raw).ShouldBe("-1.5");
            Elements(read["b"u8].Raw.ToArray()).ShouldBe(["Number 1", """Object {"d":[]}""", "String e"]);
        }
    }

    private static List<string> Elements(byte[] text)
    {
        StrictJson.TryReadObject(text, out var read).ShouldBeTrue();
        var elements = new JsonElements(read["c"u8]);
        var found = new List<string>();
        while (elements.TryNext(out var element))
        {
            found.Add($"{element.Kind} {Encoding.UTF8.GetString(element.Raw)}");
        }

        read.Dispose();
        return found;
    }

    private static bool Reads(string text) => Reads(Encoding.UTF8.GetBytes(text));

    private static bool Reads(byte[] text)
    {
        var valid = StrictJson.TryReadObject(text, out var read);
        read.Dispose();
        return valid;
    }
}
