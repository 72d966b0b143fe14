using MeshFunctions.Headers;
using MeshFunctions.Identity;
using MeshFunctions.Trust;

namespace MeshFunctions.Tests.Identity;

public sealed class IdentitySourcesValidatorTests
{
    [Fact]
    public void Validate_registered_and_named_sources_have_no_errors() => Errors([new OAuth2ProxySource(), new ScriptedSource("b", new CustomHeader("X-B"))], "oauth2-proxy", "b").ShouldBeEmpty();

    [Fact]
    public void Validate_source_that_is_not_registered_is_an_error_that_names_those_that_are()
    {
        Errors([new OAuth2ProxySource()], "OAuth2-Proxy").ShouldBe(
            ["MeshFunctions:Hops:edge:Sources:0: no identity source of that name is registered; permitted: oauth2-proxy."]);
        Errors([], "x").ShouldHaveSingleItem().ShouldContain("IIdentitySource");
    }

    [Fact]
    public void Validate_source_that_is_listed_twice_or_registered_twice_is_an_error()
    {
        Errors([new OAuth2ProxySource()], "oauth2-proxy", "oauth2-proxy").ShouldHaveSingleItem().ShouldContain(":Sources:1: is listed twice");
        Errors([new OAuth2ProxySource(), new OAuth2ProxySource()], "oauth2-proxy").ShouldHaveSingleItem().ShouldContain("2 identity sources are called 'oauth2-proxy'");
    }

    [Theory]
    [InlineData("Authorization")]
    [InlineData("Mesh-Hop-Key")]
    [InlineData("Mesh-Hop-Assertion")]
    [InlineData("dapr-api-token")]
    [InlineData("X-Client-Cert")]
    [InlineData("x-forwarded-client-cert")]
    [InlineData("X-MS-CLIENT-PRINCIPAL")]
    [InlineData("Txn-Token")]
    [InlineData("traceparent")]
    [InlineData("Cookie")]
    [InlineData("x_user")]
    [InlineData("")]
    public void Validate_header_that_a_source_may_not_read_is_an_error_even_where_no_hop_names_it(string header)
    {
        Errors([new ScriptedSource("own", new CustomHeader("X-User"), new CustomHeader(header))])
            .ShouldHaveSingleItem().ShouldStartWith("MeshFunctions:Hops: the identity source ScriptedSource ('own') declares a header of which the name ");
        Errors([new ScriptedSource("own", new CustomHeader("X-User"))]).ShouldBeEmpty("control");
    }

    [Theory]
    [InlineData("")]
    [InlineData("a b")]
    [InlineData("\u00fcser")]
    [InlineData(null)]
    public void Validate_source_needs_a_name(string? name) =>
        Errors([new ScriptedSource(name!, new CustomHeader("X-User"))]).ShouldHaveSingleItem().ShouldContain("has no usable name");

    [Fact]
    public void Validate_source_needs_a_header() => Errors([new ScriptedSource("own")]).ShouldHaveSingleItem().ShouldContain("declares no header");

    private static List<string> Errors(IReadOnlyCollection<IIdentitySource> registered, params string[] names)
    {
        var hop = new HopOptions();
        foreach (var name in names)
        {
            hop.Sources.Add(name);
        }

        List<string> errors = [];
        IdentitySourcesValidator.Validate(registered, [new("edge", hop)], "MeshFunctions:Hops", errors);
        return errors;
    }
}
