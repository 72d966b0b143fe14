using System.Text.Json;
using LocalCloud.Configuration;

namespace Cloud.Tests.Configuration;

public sealed class SecretTextTests
{
    [Fact]
    public void Secret_is_printed_and_serialised_as_stars()
    {
        SecretText secret = "canary";
        $"{secret}".ShouldBe("***");
        JsonSerializer.Serialize(new { secret }).ShouldNotContain("canary");
        secret.Reveal().ShouldBe("canary");
    }

    [Theory]
    [InlineData("canary", true)]
    [InlineData("Canary", false)]
    [InlineData("canar", false)]
    [InlineData("", false)]
    [InlineData(null, false)]
    public void Matches_compares_ordinally(string? candidate, bool expected) => new SecretText("canary").Matches(candidate).ShouldBe(expected);

    [Fact]
    public void Empty_secret_is_refused() => Should.Throw<ArgumentException>(static () => new SecretText(string.Empty));
}
