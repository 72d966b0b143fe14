using MeshFunctions.Headers;

namespace MeshFunctions.Tests.Headers;

public sealed class CustomHeaderNamesTests
{
    public static TheoryData<string> Known => [.. HeaderRule.All.Select(rule => rule.Name)];

    [Theory]
    [InlineData("x-jwt-payload")]
    [InlineData("X-Auth-Request-Groups")]
    [InlineData("X-Forwarded-Email")]
    [InlineData("X-User-Groups")]
    [InlineData("x-amzn-lattice-identity")]
    public void Error_names_for_identities_are_free(string name) => CustomHeaderNames.Error(name).ShouldBeNull();

    [Theory]
    [MemberData(nameof(Known))]
    public void Error_names_that_the_library_reads_are_taken_in_any_case(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        CustomHeaderNames.Error(name).ShouldNotBeNull();
        CustomHeaderNames.Error(name.ToUpperInvariant()).ShouldNotBeNull();
    }

    [Theory]
    [InlineData("Txn-Token")]
    [InlineData("Cookie")]
    [InlineData("x-functions-key")]
    [InlineData("Ocp-Apim-Subscription-Key")]
    [InlineData("X-Forwarded-For")]
    [InlineData("X-Original-URL")]
    [InlineData("X-MS-CLIENT-PRINCIPAL-NAME")]
    [InlineData("X-MS-TOKEN-AAD-ACCESS-TOKEN")]
    [InlineData("X-Auth-Request-Access-Token")]
    [InlineData("X-Forwarded-Access-Token")]
    [InlineData("dapr-app-id")]
    [InlineData("user-agent")]
    public void Error_secrets_routes_and_what_clients_set_are_taken(string name) => CustomHeaderNames.Error(name).ShouldNotBeNull();

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("X_User")]
    [InlineData("X.User")]
    [InlineData("X User")]
    [InlineData("X-User:")]
    [InlineData("X-\u00dcser")]
    [InlineData("X-User\r\nMesh-Hop-Key")]
    public void Error_other_characters_make_no_name(string? name) => CustomHeaderNames.Error(name).ShouldNotBeNull();

    [Fact]
    public void Error_name_is_64_characters_at_most()
    {
        CustomHeaderNames.Error(new string('x', 64)).ShouldBeNull();
        CustomHeaderNames.Error(new string('x', 65)).ShouldNotBeNull();
    }
}
