using MeshFunctions.Tokens;

namespace MeshFunctions.Tests.Tokens.Rules;

public sealed class ClaimShapeRuleTests(KeyServer server)
{
    public static TheoryData<string> Shapes { get; } =
    [
        "{}", "{\"Admin\":true}", "1", "true", "null", "[[\"Admin\"]]", "[\"Admin\",1]", "[\"Admin\",null]", "[{\"role\":\"Admin\"}]", "[\"Admin\",[]]",
    ];

    [Theory]
    [MemberData(nameof(Shapes))]
    public async Task T34_configuredClaim_ofAnotherShape_refused(string json)
    {
        var scene = new TokenScene(server);
        foreach (var claim in new[] { "roles", "scp", "scope", "groups" })
        {
            await scene.RefuseAsync(scene.Valid().ClaimJson(claim, json), TokenError.ClaimInvalid);
        }

        var nested = new TokenScene(server, configure: Nested);
        await nested.RefuseAsync(nested.Valid().ClaimJson("realm_access", $"{{\"roles\":{json}}}"), TokenError.ClaimInvalid);
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public async Task T34_otherClaim_ofAnyShape_accepted(string json)
    {
        var scene = new TokenScene(server, configure: Nested);
        await scene.AcceptAsync(scene.Valid().ClaimJson("roles", json).ClaimJson("scp", json).ClaimJson("permissions", json));
        await scene.AcceptAsync(scene.Valid().ClaimJson("realm_access", $"{{\"verify_caller\":{json}}}"));

        var entra = new TokenScene(server, IssuerKind.Entra);
        await entra.AcceptAsync(entra.Valid().ClaimJson("scope", json));
    }

    [Theory]
    [InlineData("\"x\"")]
    [InlineData("[\"roles\"]")]
    [InlineData("null")]
    [InlineData("1")]
    public async Task T34_wayToTheClaim_throughNoObject_refused(string json)
    {
        var scene = new TokenScene(server, configure: Nested);
        await scene.RefuseAsync(scene.Valid().ClaimJson("realm_access", json), TokenError.ClaimInvalid);
    }

    [Fact]
    public async Task T34_configuredClaim_tooManyEntries_refused()
    {
        var scene = new TokenScene(server);
        foreach (var claim in new[] { "roles", "scp", "groups" })
        {
            await scene.AcceptAsync(scene.Valid().Claim(claim, Enumerable.Repeat("a", 1000)));
            await scene.RefuseAsync(scene.Valid().Claim(claim, Enumerable.Repeat("a", 1001)), TokenError.ClaimInvalid);
        }

        await scene.AcceptAsync(scene.Valid().Claim("scope", string.Join(' ', Enumerable.Repeat("a", 1000))));
        await scene.RefuseAsync(scene.Valid().Claim("scope", string.Join(' ', Enumerable.Repeat("a", 1001))), TokenError.ClaimInvalid);
        await scene.RefuseAsync(scene.Valid().Claim("roles", Enumerable.Repeat("a", 10_000)), TokenError.TooLarge);
    }

    [Fact]
    public async Task Claims_readFromTheirPaths()
    {
        var scene = new TokenScene(server, configure: options =>
        {
            options.RoleClaims.Add("realm_access.roles");
            options.RoleClaims.Add("https://mesh.example/roles");
            options.RoleClaims.Add(@"resource_access.my\.app.roles");
            options.ScopeClaims.Add("permissions");
            options.GroupClaims.Add("groups");
        });
        var token = await scene.AcceptAsync(scene.Valid()
            .ClaimJson("realm_access", """{"roles":["a","","\u0062"]}""")
            .ClaimJson("https://mesh.example/roles", "\"c d\"")
            .ClaimJson("resource_access", """{"my.app":{"roles":["e"]},"other":{"roles":["f"]}}""")
            .ClaimJson("permissions", "\" x  y \"")
            .ClaimJson("groups", "\"g h\"")
            .Claim("scope", "ignored"));

        token.Roles.ShouldBe(["a", "b", "c d", "e"]);
        token.Scopes.ShouldBe(["x", "y"]);
        token.Groups.ShouldBe(["g h"]);
    }

    private static void Nested(IssuerOptions options)
    {
        options.RoleClaims.Add("realm_access.roles");
        options.ScopeClaims.Add("api.scopes");
        options.GroupClaims.Add("api.groups");
    }
}
