using System.Security.Claims;
using MeshFunctions.Authorization;
using MeshFunctions.Identity;
using MeshFunctions.Identity.Vouched;
using MeshFunctions.Trust;

namespace MeshFunctions.Tests.Identity;

public sealed class VouchedIdentityTests
{
    private const string ObjectId = "http://schemas.microsoft.com/identity/claims/objectidentifier";

    [Theory]
    [InlineData("oid", ObjectId)]
    [InlineData("tid", "http://schemas.microsoft.com/identity/claims/tenantid")]
    [InlineData("sub", ClaimTypes.NameIdentifier)]
    [InlineData("roles", ClaimTypes.Role)]
    [InlineData("email", ClaimTypes.Email)]
    public void Values_of_EasyAuth_are_found_by_the_short_and_the_long_name(string shortName, string longName)
    {
        foreach (var sent in (string[])[shortName, longName])
        {
            var identity = Of(IdentitySource.EasyAuth, new VouchedClaim(sent, "1"));
            identity.Values(shortName).ShouldBe(["1"]);
            identity.Values(longName).ShouldBe(["1"]);
            identity.HasClaim(shortName, "1").ShouldBeTrue();
        }

        Of(IdentitySource.JwtPayload, new VouchedClaim(longName, "1")).Values(shortName).ShouldBeEmpty("nobody renames the claims of other sources");
    }

    [Fact]
    public void Values_and_HasClaim_compare_ordinally()
    {
        var identity = Of(IdentitySource.EasyAuth, new("groups", "staff"), new("groups", "night"), new("Groups", "admin"));

        identity.Values("groups").ShouldBe(["staff", "night"]);
        identity.HasClaim("groups", "staff").ShouldBeTrue();
        identity.HasClaim("groups", "Staff").ShouldBeFalse();
        identity.HasClaim("GROUPS", "staff").ShouldBeFalse();
        identity.HasClaim("groups", "admin").ShouldBeFalse();
    }

    [Fact]
    public void CreateIdentity_is_marked_as_vouched_for_by_the_hop_and_never_shared()
    {
        var vouched = Of(IdentitySource.EasyAuth, new("name", "Rita"), new("roles", "Orders.Write"));
        var identity = vouched.CreateIdentity();

        identity.AuthenticationType.ShouldBe("Vouched");
        MeshAuthenticationSchemes.IsKnown(identity.AuthenticationType!).ShouldBeFalse();
        identity.Name.ShouldBe("Rita");
        identity.Label.ShouldBe("vouched for by hop edge (EasyAuth)");
        identity.Claims.ShouldAllBe(claim => claim.Issuer == "hop:edge");
        new ClaimsPrincipal(identity).IsInRole("Orders.Write").ShouldBeTrue();
        new ClaimsPrincipal(identity).IsInRole("orders.write").ShouldBeFalse();
        new ClaimsPrincipal(identity.Clone()).HasClaim("ROLES", "Orders.Write").ShouldBeFalse();

        identity.AddClaim(new Claim("roles", "Admin"));
        vouched.HasClaim("roles", "Admin").ShouldBeFalse();
        vouched.CreateIdentity().HasClaim("roles", "Admin").ShouldBeFalse();
    }

    [Fact]
    public void Name_is_the_first_claim_of_its_type()
    {
        Of(IdentitySource.EasyAuth, new("name", "Rita"), new("name", "Wim")).Name.ShouldBe("Rita");
        Of(IdentitySource.EasyAuth).Name.ShouldBeNull();
    }

    [Fact]
    public void ToString_holds_no_claim()
    {
        Of(IdentitySource.EasyAuth, new VouchedClaim("name", "Rita")).ToString().ShouldBe("vouched for by hop edge (EasyAuth)");
        new VouchedClaim("name", "Rita").ToString().ShouldBe("name");
    }

    private static VouchedIdentity Of(IdentitySource source, params VouchedClaim[] claims) =>
        new("edge", source, source.ToString(), [.. claims], new ClaimTypeNames("name", "roles"));
}
