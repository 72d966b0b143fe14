using MeshFunctions.Identity;
using MeshFunctions.Identity.Vouched;
using MeshFunctions.Tests.Readme;

namespace MeshFunctions.Tests.Identity;

public sealed class OAuth2ProxySourceTests
{
    [Fact]
    public void Read_user_and_groups_are_claims()
    {
        var reading = Read(("X-Auth-Request-User", "4711"), ("X-Auth-Request-Email", "rita@example.com"), ("X-Auth-Request-Preferred-Username", "rita"), ("X-Auth-Request-Groups", "staff,role:night shift"));

        reading.Claims.ShouldBe([new("sub", "4711"), new("email", "rita@example.com"), new("preferred_username", "rita"), new("groups", "staff"), new("groups", "role:night shift")]);
        reading.Types.ShouldBe(new ClaimTypeNames("preferred_username", "groups"));
    }

    [Fact]
    public void Read_nobody_without_a_user() => Read(("X-Auth-Request-Groups", "staff")).ShouldBeSameAs(IdentityReading.None);

    [Theory]
    [InlineData("X-Auth-Request-User")]
    [InlineData("X-Auth-Request-Email")]
    [InlineData("X-Auth-Request-Preferred-Username")]
    [InlineData("X-Auth-Request-Groups")]
    public void T16_Read_control_characters_anywhere_are_invalid(string header) =>
        Read(("X-Auth-Request-User", "4711"), (header, "a\u0001b")).ShouldBeSameAs(IdentityReading.Invalid);

    [Fact]
    public void Documentation_shows_this_code()
    {
        var code = RepositoryFile.Read("tests/MeshFunctions.Tests/Identity/OAuth2ProxySource.cs");
        var shown = code[code.IndexOf("internal sealed class", StringComparison.Ordinal)..].TrimEnd();

        RepositoryFile.Read("docs/vouched-claims.md").ShouldContain(shown);
    }

    private static IdentityReading Read(params (string Name, string Value)[] headers)
    {
        var source = new OAuth2ProxySource();
        var values = source.Headers.ToDictionary(header => header.Name, _ => (string?)null, StringComparer.Ordinal);
        foreach (var (name, value) in headers)
        {
            values[name] = value;
        }

        return source.Read(new IdentityHeaders(values));
    }
}
