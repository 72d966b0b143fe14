using MeshFunctions.Tracing;

namespace MeshFunctions.Tests.Tracing;

public sealed class BaggageNamesTests
{
    [Theory]
    [InlineData("")]
    [InlineData("*")]
    [InlineData("user id")]
    [InlineData("user=")]
    [InlineData("a,b")]
    [InlineData("\u00e9")]
    [InlineData(null)]
    public void Validate_what_can_be_no_key_is_told(string? name)
    {
        List<string> errors = [];

        BaggageNames.Validate(["tenant", name!], "MeshFunctions:Tracing:Baggage", errors);

        errors.ShouldHaveSingleItem().ShouldStartWith("MeshFunctions:Tracing:Baggage:1: is no baggage key; permitted: ");
    }

    [Fact]
    public void Validate_keys_are_fine_up_to_their_longest()
    {
        List<string> errors = [];

        BaggageNames.Validate(["tenant", "user.id", "a*", new string('k', 128)], "x", errors);
        errors.ShouldBeEmpty();
        BaggageNames.Validate([new string('k', 129)], "x", errors);
        errors.Count.ShouldBe(1);
    }
}
