using System.Buffers.Text;
using System.Text;
using MeshFunctions.Headers;
using MeshFunctions.Identity;
using MeshFunctions.Identity.Vouched;

namespace MeshFunctions.Tests.Identity.Vouched;

public sealed class JwtPayloadTests
{
    public static TheoryData<string> Hostile =>
    [
        "", "=", "==", "!", "e", "e30=e30=", "e30==", "e30 ", " e30", "e30\n", "e31", "e3+0", "e3/0", "\u0435e30", "e30.e30.e30", "=e30",
        Encode(""), Encode("null"), Encode("[]"), Encode("{"), Encode("{}x"), Encode("{}{}"), Encode("\ufeff{}"), Encode("""{"a":1,"a":2}"""), Encode("""{"a":1,"\u0061":2}"""),
        Encode("""{"a":{"b":1,"b":2}}"""), Encode("""{"a":"\ud800"}"""), Encode("""{"a":[[[[[[[[]]]]]]]]}"""), Encode("""{"a":01}"""), Encode("""{"a":NaN}"""),
        Encode(string.Concat("{\"a\":", new string('[', 1000), new string(']', 1000), "}")),
        Base64Url.EncodeToString([.. "{\"a\":\""u8, 0xc0, 0x80, .. "\"}"u8]),
        Encode("""{"exp":"1800000000"}"""), Encode("""{"exp":null}"""), Encode("""{"exp":-1}"""), Encode("""{"exp":1e400}"""), Encode("""{"exp":[1800000000]}"""),
    ];

    [Fact]
    public void TryParse_members_become_claims_as_the_token_names_them()
    {
        var payload = Parse(Encode("""{"iss":"https://issuer.example","sub":"rita","groups":["staff","night shift"],"email_verified":true,"n":1.5,"nothing":null,"realm_access":{"roles":["x"]},"exp":1.8e9}"""))
            .ShouldNotBeNull();

        payload.Claims.ShouldBe(
        [
            new("iss", "https://issuer.example"), new("sub", "rita"), new("groups", "staff"), new("groups", "night shift"), new("email_verified", "true"), new("n", "1.5"),
            new("realm_access", """{"roles":["x"]}"""), new("exp", "1.8e9"),
        ]);
        payload.Expires.ShouldBe(1.8e9);
    }

    [Theory]
    [InlineData("""{"a":"b"}""")]
    [InlineData("""{"a":"bb"}""")]
    [InlineData("""{"a":"bbb"}""")]
    public void TryParse_padding_may_be_there_in_full_or_not_at_all(string json)
    {
        var bare = Encode(json);
        var padded = bare.PadRight((bare.Length + 3) / 4 * 4, '=');

        Parse(bare).ShouldNotBeNull().Expires.ShouldBeNull();
        Parse(padded).ShouldNotBeNull().Claims.ShouldBe(Parse(bare)!.Claims);
        Parse(padded + "=").ShouldBeNull();
        Parse(padded + "====").ShouldBeNull();
    }

    [Theory]
    [MemberData(nameof(Hostile))]
    public void T16_TryParse_hostile_value_is_invalid_as_a_whole(string value) => Parse(value).ShouldBeNull();

    [Fact]
    public void T16_TryParse_value_over_16_KiB_is_invalid()
    {
        var json = "{" + new string(' ', (RequestHeaders.MaxValueLength / 4 * 3) - 2) + "}";
        Parse(Encode(json)).ShouldNotBeNull("control: exactly 16 KiB");
        Parse(Encode(json + " ")).ShouldBeNull();
    }

    internal static string Encode(string json) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(json));

    private static JwtPayload? Parse(string value) => JwtPayload.TryParse(value, out var payload) ? payload : null;
}
