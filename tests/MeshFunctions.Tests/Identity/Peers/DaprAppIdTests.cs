using MeshFunctions.Identity;
using MeshFunctions.Identity.Peers;

namespace MeshFunctions.Tests.Identity.Peers;

/// <summary>Wire formats §3.5.</summary>
public sealed class DaprAppIdTests
{
    [Theory]
    [InlineData("pay", "checkout")]
    [InlineData("default", "Orders_API.v1-2")]
    [InlineData("a", "b")]
    public void TryCreate_of_namespace_and_app_id_prints_both(string @namespace, string appId)
    {
        DaprAppId.TryCreate(@namespace, appId, out var id).ShouldBeTrue();

        id.ToString().ShouldBe($"{@namespace}/{appId}");
        DaprAppId.TryParse(id.ToString(), out var again).ShouldBeTrue();
        again.ShouldBe(id);
    }

    [Theory]
    [InlineData("pay", "")]
    [InlineData("", "checkout")]
    [InlineData("", "")]
    [InlineData("pay", "check out")]
    [InlineData("pay", "checkout\u0001")]
    [InlineData("pay", "checkout\n")]
    [InlineData("pay", "checkout,admin")]
    [InlineData("pay", "admin/checkout")]
    [InlineData("pay/admin", "checkout")]
    [InlineData("Pay", "checkout")]
    [InlineData("pay.shop", "checkout")]
    [InlineData("-pay", "checkout")]
    [InlineData("pay-", "checkout")]
    [InlineData("p\u00e4y", "checkout")]
    [InlineData("pay", "ch\u0435ckout")]
    [InlineData("pay", "checkout:admin")]
    public void TryCreate_of_anything_else_is_invalid(string @namespace, string appId)
    {
        DaprAppId.TryCreate(@namespace, appId, out var id).ShouldBeFalse();
        id.ShouldBe(default);
    }

    [Fact]
    public void TryCreate_over_63_characters_is_invalid_and_at_the_limit_valid()
    {
        DaprAppId.TryCreate(new string('a', 63), new string('b', 63), out _).ShouldBeTrue();
        DaprAppId.TryCreate(new string('a', 64), "b", out _).ShouldBeFalse();
        DaprAppId.TryCreate("a", new string('b', 64), out _).ShouldBeFalse();
    }
}
