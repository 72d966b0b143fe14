using MeshFunctions.Hosting.Readiness;

namespace MeshFunctions.Tests.Hosting.Readiness;

public sealed class WarmUpOptionsValidatorTests
{
    [Fact]
    public void Defaults_are_permitted() => Errors(new WarmUpOptions()).ShouldBeEmpty();

    [Theory]
    [InlineData("00:00:00", true)]
    [InlineData("00:05:00", true)]
    [InlineData("00:05:01", false)]
    [InlineData("-00:00:01", false)]
    public void Budget_is_0_to_5_minutes(string budget, bool permitted)
    {
        var errors = Errors(new WarmUpOptions { Budget = TimeSpan.Parse(budget, System.Globalization.CultureInfo.InvariantCulture) });
        errors.Count.ShouldBe(permitted ? 0 : 1);
        errors.ShouldAllBe(static error => error.StartsWith("MeshFunctions:WarmUp:Budget: ", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("")]
    [InlineData("a b")]
    public void Scope_is_one(string scope) =>
        Errors(new WarmUpOptions { Scopes = { "api://a/.default", scope } }).ShouldHaveSingleItem().ShouldStartWith("MeshFunctions:WarmUp:Scopes:1: ");

    private static List<string> Errors(WarmUpOptions options)
    {
        List<string> errors = [];
        WarmUpOptionsValidator.Validate(options, "MeshFunctions:WarmUp", errors);
        return errors;
    }
}
