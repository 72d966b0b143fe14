using MeshFunctions.Authorization;
using MeshFunctions.Authorization.Rules;

namespace MeshFunctions.Tests.Properties;

public sealed class FunctionPatternProperties
{
    [Fact]
    public void TryParse_never_throws_and_a_pattern_fits_what_stands_for_its_stars() => PropertyRun.Check(
        static text =>
        {
            if (!FunctionPattern.TryParse(text, out var pattern))
            {
                pattern.ShouldBe(default);
                return false;
            }

            pattern.ToString().ShouldBe(text);
            pattern.Fits(text.Replace('*', 'x')).ShouldBeTrue();
            pattern.Fits(text.Replace("*", "Order_-9", StringComparison.Ordinal)).ShouldBeTrue();

            pattern.Fits("?" + text).ShouldBe(text[0] == '*');
            return true;
        },
        ["PlaceOrder", "Order*", "*_v2", "*"],
        "*",
        "?",
        "_",
        "-",
        ".");
}
