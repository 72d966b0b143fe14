using System.Security.Claims;
using System.Text;
using MeshFunctions.Headers;
using MeshFunctions.Identity;
using MeshFunctions.Identity.Vouched;

namespace MeshFunctions.Tests.Identity.Vouched;

public sealed class EasyAuthPrincipalTests
{
    private const string Rita = """{"auth_typ":"aad","claims":[{"typ":"name","val":"Rita"},{"typ":"roles","val":"Orders.Write"}],"name_typ":"name","role_typ":"roles"}""";

    public static TheoryData<string> Hostile =>
    [
        // Base64.
        "!", "e30", "e3 0=", "e30=\n", "e30= ", "e31=", "e30==", "====", "e30=e30=", "\u0435e30=", "e30\0", Encode(Rita)[..^1], Base64Url(Rita + " \u00fb\u00ff"),
        // JSON.
        Encode(""), Encode("null"), Encode("[]"), Encode("\"x\""), Encode("{"), Encode(Rita + "x"), Encode(Rita + Rita), Encode("\ufeff" + Rita), Encode("// c\n" + Rita),
        Encode("""{"claims":[],}"""), Encode("""{'claims':[]}"""), Convert.ToBase64String([.. "{\"claims\":[{\"typ\":\"a\",\"val\":\""u8, 0xff, .. "\"}]}"u8]),
        // Members twice, at every level, also by escape.
        Encode("""{"claims":[],"claims":[]}"""), Encode("""{"claims":[],"\u0063laims":[]}"""), Encode("""{"claims":[{"typ":"a","val":"b","typ":"c"}]}"""),
        Encode("""{"claims":[{"typ":"a","val":"b","v\u0061l":"c"}]}"""), Encode("""{"auth_typ":"aad","claims":[],"auth_typ":"x"}"""),
        // Lone surrogates.
        Encode("""{"claims":[{"typ":"a","val":"\ud800"}]}"""), Encode("""{"claims":[{"typ":"a","val":"\udc00\ud800"}]}"""), Encode("""{"claims":[],"x":"\ud800x"}"""),
        // Depth 9.
        Encode("""{"claims":[],"x":[[[[[[[[]]]]]]]]}"""), Encode("""{"claims":[],"x":{"x":{"x":{"x":{"x":{"x":{"x":{"x":{}}}}}}}}}"""),
        Encode(string.Concat("{\"claims\":", new string('[', 1000), new string(']', 1000), "}")),
        // Wrong kinds.
        Encode("{}"), Encode("""{"claims":null}"""), Encode("""{"claims":{}}"""), Encode("""{"claims":"x"}"""), Encode("""{"claims":[null]}"""), Encode("""{"claims":["x"]}"""),
        Encode("""{"claims":[[]]}"""), Encode("""{"claims":[{}]}"""), Encode("""{"claims":[{"typ":"a"}]}"""), Encode("""{"claims":[{"val":"a"}]}"""),
        Encode("""{"claims":[{"typ":"","val":"a"}]}"""), Encode("""{"claims":[{"typ":"a","val":null}]}"""), Encode("""{"claims":[{"typ":"a","val":1}]}"""),
        Encode("""{"claims":[{"typ":"a","val":["b"]}]}"""), Encode("""{"claims":[{"typ":1,"val":"a"}]}"""), Encode("""{"claims":[{"typ":"a","val":"b"},{"typ":"a"}]}"""),
        Encode("""{"claims":[],"role_typ":1}"""), Encode("""{"claims":[],"name_typ":["x"]}"""), Encode("""{"claims":[],"auth_typ":{}}"""), Encode("""{"Claims":[]}"""),
        // The form of Static Web Apps, which has no front end that strips it.
        Encode("""{"identityProvider":"aad","userId":"1","userDetails":"rita","userRoles":["anonymous","authenticated","admin"]}"""),
        Encode("""{"identityProvider":"aad","userId":"1","userDetails":"rita","userRoles":["admin"],"claims":[{"typ":"roles","val":"admin"}]}"""),
        Encode("""{"userRoles":["admin"],"claims":[]}"""),
    ];

    [Fact]
    public void TryParse_example_of_the_reference_says_the_role() =>
        Parse("eyJhdXRoX3R5cCI6ImFhZCIsImNsYWltcyI6W3sidHlwIjoicm9sZXMiLCJ2YWwiOiJPcmRlcnMuUmVhZCJ9XSwibmFtZV90eXAiOiJuYW1lIiwicm9sZV90eXAiOiJyb2xlcyJ9")
            .ShouldNotBeNull().Claims.ShouldBe([new VouchedClaim("roles", "Orders.Read")]);

    [Fact]
    public void TryParse_types_are_those_that_the_header_names()
    {
        var principal = Parse(Encode(Rita)).ShouldNotBeNull();

        principal.Claims.ShouldBe([new VouchedClaim("name", "Rita"), new VouchedClaim("roles", "Orders.Write")]);
        principal.Types.ShouldBe(new ClaimTypeNames("name", "roles"));
    }

    [Theory]
    [InlineData("""{"claims":[]}""")]
    [InlineData("""{"claims":[],"auth_typ":null,"name_typ":null,"role_typ":null}""")]
    [InlineData("""{"claims":[],"auth_typ":"","name_typ":"","role_typ":""}""")]
    [InlineData(""" { "claims" : [ ] , "more" : [ { "later" : true } ] } """)]
    [InlineData("""{"claims":[],"x":[[[[[[[]]]]]]]}""")]
    public void TryParse_missing_types_are_the_framework_s_and_unknown_members_nothing(string json)
    {
        var principal = Parse(Encode(json)).ShouldNotBeNull();

        principal.Claims.ShouldBeEmpty();
        principal.Types.ShouldBe(new ClaimTypeNames(ClaimTypes.Name, ClaimTypes.Role));
    }

    [Fact]
    public void TryParse_values_may_hold_anything_that_is_text() =>
        Parse(Encode("""{"claims":[{"typ":"n\u0061me","val":"J\u00f6rg \ud83d\ude00"},{"val":"","typ":"x","y":1}]}""")).ShouldNotBeNull().Claims
            .ShouldBe([new VouchedClaim("name", "J\u00f6rg \ud83d\ude00"), new VouchedClaim("x", "")]);

    [Theory]
    [MemberData(nameof(Hostile))]
    public void T16_TryParse_hostile_value_is_invalid_as_a_whole(string value)
    {
        EasyAuthPrincipal.TryParse(value, out var principal).ShouldBeFalse();

        principal.ShouldBeNull();
    }

    [Fact]
    public void T16_TryParse_value_over_16_KiB_is_invalid()
    {
        var padding = new string(' ', (RequestHeaders.MaxValueLength / 4 * 3) - Rita.Length);
        Parse(Encode(Rita + padding)).ShouldNotBeNull("control: exactly 16 KiB");
        Parse(Encode(Rita + padding + "   ")).ShouldBeNull();
        Parse(Claims(10_000)).ShouldBeNull();
        Parse("").ShouldBeNull();
    }

    internal static string Encode(string json) => Convert.ToBase64String(Encoding.UTF8.GetBytes(json));

    internal static string Claims(int count) => Encode($$"""{"claims":[{{string.Join(',', Enumerable.Repeat("""{"typ":"a","val":"b"}""", count))}}]}""");

    private static string Base64Url(string text) => Encode(text).Replace('+', '-').Replace('/', '_').TrimEnd('=');

    private static EasyAuthPrincipal? Parse(string value) => EasyAuthPrincipal.TryParse(value, out var principal) ? principal : null;
}
