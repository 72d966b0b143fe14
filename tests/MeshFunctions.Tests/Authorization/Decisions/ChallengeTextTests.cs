using MeshFunctions.Authorization;
using MeshFunctions.Authorization.Decisions;
using MeshFunctions.Authorization.Requirements;

namespace MeshFunctions.Tests.Authorization.Decisions;

public sealed class ChallengeTextTests
{
    [Theory]
    [InlineData("Orders.Read", true)]
    [InlineData("api://orders/Read!#[]~", true)]
    [InlineData("", false)]
    [InlineData("a b", false)]
    [InlineData("a\", error=\"x", false)]
    [InlineData("a\\", false)]
    [InlineData("a\r\nX: y", false)]
    [InlineData("é", false)]
    [InlineData("a\u007f", false)]
    public void IsToken_and_so_in_a_challenge(string scope, bool expected)
    {
        ChallengeText.IsToken(scope).ShouldBe(expected);
        ChallengeText.ScopesOf([new ScopeOrAppRoleRequirement([scope], [], null), new ScopeOrAppRoleRequirement([], ["role"], null)]).ShouldBe(expected ? scope : null);
    }

    [Theory]
    [InlineData("https://orders.example/.well-known/oauth-protected-resource", true)]
    [InlineData("https://orders.example/a\"b", true)]
    [InlineData("http://orders.example/x", false)]
    [InlineData("https://user@orders.example/x", false)]
    [InlineData("https://orders.example/x#f", false)]
    [InlineData("https://örders.example/x", false)]
    [InlineData("/x", false)]
    public void ResourceMetadata_is_an_https_address_that_can_be_quoted(string address, bool permitted)
    {
        var options = new AccessOptions { ResourceMetadata = new Uri(address, UriKind.RelativeOrAbsolute) };
        List<string> errors = [];
        AccessOptionsValidator.Validate(options, TimeProvider.System.GetUtcNow(), "Access", errors);

        errors.Count.ShouldBe(permitted ? 0 : 1);
        if (permitted)
        {
            options.ResourceMetadata.AbsoluteUri.ShouldNotContain('"');
        }
    }
}
