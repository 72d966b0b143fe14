using MeshFunctions.Authorization;
using MeshFunctions.Authorization.Rules;

namespace MeshFunctions.Tests.Authorization.Rules;

public sealed class FunctionPatternTests
{
    [Theory]
    [InlineData("PlaceOrder", "PlaceOrder", true)]
    [InlineData("placeORDER", "PlaceOrder", true)]
    [InlineData("PlaceOrder", "PlaceOrders", false)]
    [InlineData("PlaceOrder", "XPlaceOrder", false)]
    [InlineData("*", "Anything_at-all", true)]
    [InlineData("Order*", "OrderPlaced", true)]
    [InlineData("Order*", "Order", true)]
    [InlineData("Order*", "PlaceOrder", false)]
    [InlineData("*Order", "PlaceOrder", true)]
    [InlineData("*Order", "PlaceOrders", false)]
    [InlineData("P*O*r", "PlaceOrder", true)]
    [InlineData("P*O*x", "PlaceOrder", false)]
    [InlineData("**", "PlaceOrder", true)]
    public void Fits_whole_names(string pattern, string name, bool fits)
    {
        FunctionPattern.TryParse(pattern, out var parsed).ShouldBeTrue();
        parsed.Fits(name).ShouldBe(fits);
        parsed.ToString().ShouldBe(pattern);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("Place Order")]
    [InlineData("PlaceOrder,Other")]
    [InlineData("Place?rder")]
    [InlineData("Place\\*")]
    [InlineData("Place.*")]
    [InlineData("^Place")]
    [InlineData("\"Place")]
    [InlineData("<Place>")]
    public void TryParse_anything_else_is_no_pattern(string text)
    {
        FunctionPattern.TryParse(text, out var parsed).ShouldBeFalse();
        parsed.Fits(text).ShouldBeFalse();
    }
}
