using System.Text.Json;
using MeshFunctions.Identity;
using MeshFunctions.Identity.Vouched;
using MeshFunctions.Tests.Identity;
using MeshFunctions.Tests.Identity.Vouched;

namespace MeshFunctions.Tests.Properties;

public sealed class EasyAuthPrincipalProperties
{
    private static readonly string[] Seeds =
    [
        """{"auth_typ":"aad","claims":[{"typ":"name","val":"Rita"},{"typ":"roles","val":"Orders.Write"}],"name_typ":"name","role_typ":"roles"}""",
        """{"claims":[{"typ":"http://schemas.microsoft.com/identity/claims/objectidentifier","val":"1"}],"auth_typ":null}""",
        """{"claims":[]}""",
    ];

    private static readonly string[] Tokens =
        ["\"typ\":", "\"val\":", "\"claims\":", ",", "{", "}", "[", "]", "\"", "\\u0061", "\\ud800", "null", "1", "{\"typ\":\"a\",\"val\":\"b\"},", " ", "\"x\":[[]],"];

    [Fact]
    public void TryParse_json_in_base64_never_throws_and_what_it_reads_can_be_written_and_read_again() =>
        PropertyRun.Check(static json => ReadsAgain(EasyAuthPrincipalTests.Encode(json)), Seeds, Tokens);

    [Fact]
    public void TryParse_text_never_throws_and_what_it_reads_can_be_written_and_read_again() =>
        PropertyRun.Check(ReadsAgain, [.. Seeds.Select(EasyAuthPrincipalTests.Encode)], "=", "==", "e30=", "A", "+", "/", "-", "_", " ", "\n", "AAAA");

    private static bool ReadsAgain(string value)
    {
        if (!EasyAuthPrincipal.TryParse(value, out var principal))
        {
            principal.ShouldBeNull();
            return false;
        }

        var printed = JsonSerializer.Serialize(new
        {
            claims = principal.Claims.Select(claim => new { typ = claim.Type, val = claim.Value }),
            name_typ = principal.Types.Name,
            role_typ = principal.Types.Role,
        });
        EasyAuthPrincipal.TryParse(EasyAuthPrincipalTests.Encode(printed), out var again).ShouldBeTrue();
        again!.Claims.ShouldBe(principal.Claims);
        again.Types.ShouldBe(principal.Types);
        return true;
    }
}
