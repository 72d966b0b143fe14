using System.Text.Json;
using MeshFunctions.Identity;
using MeshFunctions.Identity.Vouched;
using MeshFunctions.Tests.Identity;
using MeshFunctions.Tests.Identity.Vouched;

namespace MeshFunctions.Tests.Properties;

public sealed class JwtPayloadProperties
{
    private static readonly string[] Seeds =
    [
        """{"iss":"https://issuer.example","sub":"rita","groups":["staff","night"],"exp":1800000000}""",
        """{"realm_access":{"roles":["x"]},"n":1.5,"ok":true,"none":null}""",
        "{}",
    ];

    private static readonly string[] Tokens =
        ["\"exp\":", "\"a\":", ",", "{", "}", "[", "]", "\"", "\\u0061", "\\ud800", "null", "1e9", "\"b\":[\"c\",1],", " ", "\"x\":[[]],"];

    [Fact]
    public void TryParse_json_in_base64url_never_throws_and_what_it_reads_can_be_written_and_read_again() =>
        PropertyRun.Check(static json => ReadsAgain(JwtPayloadTests.Encode(json)), Seeds, Tokens);

    [Fact]
    public void TryParse_text_never_throws_and_what_it_reads_can_be_written_and_read_again() =>
        PropertyRun.Check(ReadsAgain, [.. Seeds.Select(JwtPayloadTests.Encode)], "=", "==", "e30", "A", "+", "/", "-", "_", " ", "\n", "AAAA", ".");

    private static bool ReadsAgain(string value)
    {
        if (!JwtPayload.TryParse(value, out var payload))
        {
            payload.ShouldBeNull();
            return false;
        }

        (payload.Expires is null or >= 0).ShouldBeTrue();
        var printed = JsonSerializer.Serialize(payload.Claims
            .Where(static claim => claim.Type is not "exp")
            .GroupBy(static claim => claim.Type, StringComparer.Ordinal)
            .ToDictionary(static group => group.Key, static group => group.Select(static claim => claim.Value), StringComparer.Ordinal));
        JwtPayload.TryParse(JwtPayloadTests.Encode(printed), out var again).ShouldBeTrue();
        again!.Claims.OrderBy(static claim => claim.Type, StringComparer.Ordinal)
            .ShouldBe(payload.Claims.Where(static claim => claim.Type is not "exp").OrderBy(static claim => claim.Type, StringComparer.Ordinal));
        return true;
    }
}
