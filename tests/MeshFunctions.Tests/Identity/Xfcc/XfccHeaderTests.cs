using MeshFunctions.Identity.Xfcc;

namespace MeshFunctions.Tests.Identity.Xfcc;

/// <summary>Wire formats §3.1; the examples are that section's and those of Envoy's header documentation.</summary>
public sealed class XfccHeaderTests
{
    private const string Hash = "18842bff6814555c6ff33464b7498ae73c101ea651352fcd6cb28b3b0026aa0d";
    private const string Documented =
        $"By=spiffe://cluster.local/ns/orders/sa/api;Hash={Hash};Subject=\"CN=web\";URI=spiffe://cluster.local/ns/pay/sa/web";

    public static TheoryData<string> Hostile =>
    [
        "",
        ",",
        ";",
        "a",
        "a=b,,c=d",
        "a=b;",
        "a=b,",
        ",a=b",
        ";a=b",
        "a=b;;c=d",
        "=b",
        " a=b",
        "a =b",
        "a=b, c=d",
        "a=b; c=d",
        "a=\"b",
        "a=\"b\\\"",
        "a=\"b\"c",
        "a=\"b\" ;c=d",
        "a=b\"c\"",
        "a=\"\\n\"",
        "a=\"\\\\\"",
        "Subject=\"O=Contoso\\, Inc.\"",
        "a=b\u0000",
        "a=b\n",
        "a=\"b\tc\"",
        "a=b\u007f",
        "URI=a;URI=b",
        "URI=;URI=spiffe://td/a",
        "uri=a;URI=b",
        $"Hash={Hash};Hash={Hash}",
        "Subject=\"CN=a\";Subject=\"CN=b\"",
        "Cert=\"a\";Cert=\"b\"",
        "Chain=\"a\";Chain=\"b\"",
        "Hash=",
        "Hash=468ed33be74eee6556d90c0149c1309e9ba61d6425303443c0748a02dd8de68",
        "Hash=18842BFF6814555C6FF33464B7498AE73C101EA651352FCD6CB28B3B0026AA0D",
        $"Hash={Hash}0",
        "Hash=g8842bff6814555c6ff33464b7498ae73c101ea651352fcd6cb28b3b0026aa0d",
        $"{Documented},URI=a;URI=b",
        $"URI=a;URI=b,{Documented}",
    ];

    /// <summary>Names that, in a certificate, would make a proxy write a further pair or element (T11).</summary>
    public static TheoryData<string> Smuggled =>
    [
        $"By=spiffe://td/us;Hash={Hash};URI=spiffe://td/x;URI=spiffe://td/ns/kube-system/sa/admin",
        $"By=spiffe://td/us;Hash={Hash};Subject=\"CN=x\\\";URI=spiffe://td/admin;X=\\\"\";URI=spiffe://td/x",
        $"By=spiffe://td/us;Hash={Hash};Subject=\"CN=x;URI=spiffe://td/admin\"",
        $"By=spiffe://td/us;Hash={Hash};Subject=\"CN=x, uri = spiffe://td/admin\";URI=spiffe://td/x",
        $"By=spiffe://td/us;Hash={Hash};Subject=\"CN=x,By=spiffe://td/us;Hash={Hash};URI=spiffe://td/admin\"",
        $"By=spiffe://td/us;Hash={Hash};Subject=\"/CN=x\";URI=spiffe://td/admin;Y=\"\";URI=spiffe://td/x",
        $"By=spiffe://td/us;Hash={Hash};Subject=\"/CN=x\";URI=spiffe://td/admin;Y=\"\";URI=",
    ];

    [Fact]
    public void TryParse_documented_example_is_read_and_printed_as_it_was()
    {
        XfccHeader.TryParse(Documented, out var header).ShouldBeTrue();

        header.Count.ShouldBe(1);
        Find(header[0], XfccKey.Hash).ShouldBe(Hash);
        Find(header[0], XfccKey.Subject).ShouldBe("CN=web");
        Find(header[0], XfccKey.Uri).ShouldBe("spiffe://cluster.local/ns/pay/sa/web");
        Find(header[0], XfccKey.Cert).ShouldBeNull();
        header[0].IsBy("spiffe://cluster.local/ns/orders/sa/api").ShouldBeTrue();
        header[0].IsBy("spiffe://cluster.local/ns/orders/sa/ap").ShouldBeFalse();
        header.ToString().ShouldBe(Documented);
    }

    [Theory]
    [InlineData("a=b\\c=d")]
    [InlineData("a=b=c;e=\\")]
    [InlineData("a=\"b\\\"c\"")]
    public void ToString_backslashes_and_quotes_stay_where_they_were(string text)
    {
        XfccHeader.TryParse(text, out var header).ShouldBeTrue();
        header.ToString().ShouldBe(text);
    }

    [Fact]
    public void TryParse_several_elements_repeated_keys_and_keys_in_any_case()
    {
        const string Text =
            "By=http://frontend.lyft.com;hash=468ed33be74eee6556d90c0149c1309e9ba61d6425303443c0748a02dd8de688;"
            + "SUBJECT=\"/C=US/ST=CA/L=San Francisco/OU=Lyft/CN=Test Client\";uri=http://testclient.lyft.com;DNS=lyft.com;DNS=www.lyft.com,"
            + "By=http://backend.lyft.com;By=spiffe://td/backend;Hash=9ba61d6425303443c0748a02dd8de688468ed33be74eee6556d90c0149c1309e;URI=http://frontend.lyft.com?a=b";
        XfccHeader.TryParse(Text, out var header).ShouldBeTrue();

        header.Count.ShouldBe(2);
        Find(header[0], XfccKey.Uri).ShouldBe("http://testclient.lyft.com");
        header[0].Tells(XfccKey.Dns, ["lyft.com", "www.lyft.com"]).ShouldBeTrue();
        header[0].Tells(XfccKey.Dns, ["www.lyft.com", "lyft.com"]).ShouldBeFalse();
        header[0].Tells(XfccKey.Dns, ["lyft.com", "www.lyft.com", "a"]).ShouldBeFalse();
        header[0].Tells(XfccKey.Dns, ["lyft.com"]).ShouldBeFalse();
        Find(header[1], XfccKey.Uri).ShouldBe("http://frontend.lyft.com?a=b", "an equals sign is tolerated bare");
        header[1].Tells(XfccKey.Dns, ["anything"]).ShouldBeTrue("it tells none");
        header[1].IsBy("spiffe://td/backend").ShouldBeTrue("any of several");
    }

    [Theory]
    [InlineData("Subject=\"CN=a,O=b;c\\\"d\\\"\";URI=x", "Subject", "CN=a,O=b;c\"d\"")]
    [InlineData("Foo=\"a=b\";URI=x", "Foo", "a=b")]
    [InlineData("Foo=;URI=x", "Foo", "")]
    [InlineData("Foo=\"\";URI=x", "Foo", "")]
    public void T10_TryParse_separators_and_escapes_inside_quotes_belong_to_the_value_and_unknown_keys_are_passed_over(string text, string key, string value)
    {
        XfccHeader.TryParse(text, out var header).ShouldBeTrue();

        header.Count.ShouldBe(1);
        Find(header[0], XfccKey.Uri).ShouldBe("x");
        foreach (var pair in header[0].Pairs)
        {
            if (pair.Name.SequenceEqual(key))
            {
                pair.Value.ShouldBe(value);
            }
        }

        header.ToString().ShouldBe(text);
    }

    [Theory]
    [MemberData(nameof(Hostile))]
    public void T10_TryParse_anything_that_breaks_the_grammar_is_invalid_as_a_whole(string text) =>
        XfccHeader.TryParse(text, out _).ShouldBeFalse();

    [Theory]
    [MemberData(nameof(Smuggled))]
    public void T11_TryParse_text_with_more_than_one_reading_is_invalid(string text) => XfccHeader.TryParse(text, out _).ShouldBeFalse();

    [Fact]
    public void T10_TryParse_over_the_caps_is_invalid_and_at_the_caps_valid()
    {
        XfccHeader.TryParse(string.Join(',', Enumerable.Repeat("URI=a", XfccHeader.MaxElements)), out var header).ShouldBeTrue();
        header.Count.ShouldBe(XfccHeader.MaxElements);
        XfccHeader.TryParse(string.Join(',', Enumerable.Repeat("URI=a", XfccHeader.MaxElements + 1)), out _).ShouldBeFalse();

        XfccHeader.TryParse("URI=" + new string('a', XfccHeader.MaxLength - 4), out _).ShouldBeTrue();
        XfccHeader.TryParse("URI=" + new string('a', XfccHeader.MaxLength - 3), out _).ShouldBeFalse();
        XfccHeader.TryParse("URI=" + new string('a', 64 * 1024), out _).ShouldBeFalse();
    }

    private static string? Find(XfccElement element, XfccKey key) => element.TryFind(key, out var raw) ? raw.ToString() : null;
}
