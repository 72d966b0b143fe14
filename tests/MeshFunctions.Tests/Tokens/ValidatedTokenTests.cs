using System.Security.Claims;
using System.Text.Json;
using MeshFunctions.Tokens;

namespace MeshFunctions.Tests.Tokens;

public sealed class ValidatedTokenTests(KeyServer server)
{
    [Fact]
    public async Task CreateIdentity_claims_keepTheirNamesAndShapes()
    {
        var scene = new TokenScene(server);
        var token = await scene.AcceptAsync(scene.Valid()
            .ClaimJson("nested", """{"a":[1,2]}""")
            .ClaimJson("flag", "true")
            .ClaimJson("none", "null")
            .ClaimJson("ratio", "1.5e3")
            .ClaimJson("list", """["a",1,{"b":2},[3],null]"""));

        var identity = token.CreateIdentity("Mesh");

        identity.AuthenticationType.ShouldBe("Mesh");
        identity.IsAuthenticated.ShouldBeTrue();
        identity.Name.ShouldBe("user-1");
        identity.FindFirst("nested")!.Value.ShouldBe("""{"a":[1,2]}""");
        identity.FindFirst("flag")!.Value.ShouldBe("true");
        identity.FindFirst("none").ShouldBeNull();
        identity.FindFirst("ratio")!.ValueType.ShouldBe(ClaimValueTypes.Double);
        identity.FindFirst("exp")!.ValueType.ShouldBe(ClaimValueTypes.Integer);
        identity.FindAll("list").Select(claim => claim.Value).ShouldBe(["a", "1", """{"b":2}""", "[3]"]);
        identity.FindFirst("scope")!.Value.ShouldBe("openid orders");
        identity.Claims.ShouldAllBe(claim => claim.Issuer == scene.Issuer.Issuer && claim.OriginalIssuer == scene.Issuer.Issuer && claim.Subject == identity);
        identity.FindFirst(ClaimTypes.NameIdentifier).ShouldBeNull("inbound names are not remapped");
    }

    [Fact]
    public async Task CreateIdentity_roles_areOrdinalAndOnlyTheConfiguredOnes()
    {
        var scene = new TokenScene(server, configure: options => options.RoleClaims.Add("realm_access.roles"));
        var token = await scene.AcceptAsync(scene.Valid()
            .ClaimJson("realm_access", """{"roles":["Reader"]}""")
            .ClaimJson("roles", "[\"Admin\"]")
            .ClaimJson("Roles", "\"Admin\"")
            .ClaimJson("ROLES", "\"Admin\"")
            .Claim("role", "Admin")
            .Claim("http://schemas.microsoft.com/ws/2008/06/identity/claims/role", "Admin")
            .Claim("SUB", "somebody else"));

        foreach (var identity in new[] { token.CreateIdentity("Mesh"), token.CreateIdentity("Mesh").Clone() })
        {
            var principal = new ClaimsPrincipal(identity);
            principal.IsInRole("Reader").ShouldBeTrue();
            principal.IsInRole("reader").ShouldBeFalse();
            principal.IsInRole("Admin").ShouldBeFalse();
            principal.IsInRole("").ShouldBeFalse();
            principal.HasClaim("ROLES", "Reader").ShouldBeFalse();
            principal.FindFirst("Sub").ShouldBeNull();
            principal.FindAll("subject").ShouldBeEmpty();
            identity.Name.ShouldBe("user-1");
            identity.FindFirst("SUB")!.Value.ShouldBe("somebody else");
        }
    }

    [Theory]
    [InlineData("hasgroups", "true", true)]
    [InlineData("hasgroups", "\"true\"", true)]
    [InlineData("hasgroups", "false", false)]
    [InlineData("_claim_names", "{\"groups\":\"src1\"}", true)]
    [InlineData("_claim_names", "{\"\\u0067roups\":\"src1\"}", true)]
    [InlineData("_claim_names", "{\"address\":\"src1\"}", false)]
    [InlineData("_claim_names", "[\"groups\"]", false)]
    [InlineData("x", "1", false)]
    public async Task T35_groups_tooMany_flagged(string claim, string json, bool overage)
    {
        var scene = new TokenScene(server, IssuerKind.Entra);
        var token = await scene.AcceptAsync(scene.Valid().ClaimJson(claim, json));
        token.HasGroupsOverage.ShouldBe(overage);
        token.Groups.ShouldBeEmpty();
    }

    [Fact]
    public async Task T68_token_printedOrSerialised_isNotShown()
    {
        var scene = new TokenScene(server);
        var text = scene.Valid().Claim("secret", "canary-5417").Build();
        var result = await scene.ValidateAsync(text);
        var token = result.Token.ShouldNotBeNull();
        string[] shown =
        [
            result.ToString(), token.ToString(), $"{token}", JsonSerializer.Serialize(token), JsonSerializer.Serialize(result),
            (await scene.ValidateAsync($"{text}x")).ToString(),
        ];
        foreach (var part in text.Split('.').Append("canary-5417"))
        {
            shown.ShouldAllBe(line => !line.Contains(part, StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task CreateIdentity_withoutAScheme_throws()
    {
        var scene = new TokenScene(server);
        var token = await scene.AcceptAsync(scene.Valid());
        Should.Throw<ArgumentException>(() => token.CreateIdentity(""));
    }
}
