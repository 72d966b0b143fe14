using MeshFunctions.Identity;
using MeshFunctions.Tests.Tokens;

namespace MeshFunctions.Tests.Identity;

public sealed class CallerIdentityTests(KeyServer server)
{
    [Fact]
    public async Task Principal_is_what_the_token_says_and_nothing_else()
    {
        var scene = new TokenScene(server);

        var caller = new CallerIdentity(await scene.AcceptAsync(scene.Valid()));

        caller.Subject.ShouldBe("user-1");
        caller.Issuer.ShouldBe(scene.Issuer.Issuer);
        caller.Roles.ShouldBe(["Orders.Write", "Orders.Read"]);
        caller.Scopes.ShouldBe(["openid", "orders"]);
        var identity = caller.Principal.Identities.ShouldHaveSingleItem();
        identity.IsAuthenticated.ShouldBeTrue();
        identity.AuthenticationType.ShouldBe("Mesh");
        identity.Name.ShouldBe("user-1");
        caller.Principal.IsInRole("Orders.Write").ShouldBeTrue();
        caller.Principal.IsInRole("orders.write").ShouldBeFalse("roles compare ordinally");
        caller.Principal.ShouldBeSameAs(caller.Principal);
    }
}
