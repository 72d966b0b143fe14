using MeshFunctions.Headers;
using MeshFunctions.Trust;

namespace MeshFunctions.Tests.Trust;

public sealed class CustomHeadersValidatorTests
{
    [Fact]
    public void Validate_complete_hops_have_no_errors() => Errors(
        new() { Sets = { IdentitySource.JwtPayload, IdentitySource.ClaimHeaders }, JwtPayloadHeader = "x-jwt-payload", ClaimHeaders = { Claim("X-User", "sub"), Claim("X-Groups", "groups", ",") } },
        new() { Sets = { IdentitySource.ClaimHeaders }, ClaimHeaders = { Claim("x-groups", "roles", ",") } },
        new()).ShouldBeEmpty();

    [Theory]
    [InlineData("Authorization")]
    [InlineData("mesh-hop-key")]
    [InlineData("X-Client-Cert")]
    [InlineData("traceparent")]
    [InlineData("x_jwt")]
    [InlineData("")]
    public void Validate_name_that_is_taken_or_none_is_an_error(string name)
    {
        Errors(new HopOptions { Sets = { IdentitySource.JwtPayload }, JwtPayloadHeader = name }).ShouldHaveSingleItem().ShouldStartWith("MeshFunctions:Hops:hop0:JwtPayloadHeader: ");
        Errors(new HopOptions { Sets = { IdentitySource.ClaimHeaders }, ClaimHeaders = { Claim("X-User", "sub"), Claim(name, "x") } })
            .ShouldHaveSingleItem().ShouldStartWith("MeshFunctions:Hops:hop0:ClaimHeaders:1:Header: ");
    }

    [Theory]
    [InlineData(IdentitySource.JwtPayload, "JwtPayloadHeader")]
    [InlineData(IdentitySource.ClaimHeaders, "ClaimHeaders")]
    [InlineData(IdentitySource.Custom, "Sources")]
    public void Validate_source_without_its_parameters_is_an_error(IdentitySource source, string key) =>
        Errors(new HopOptions { Sets = { source } }).ShouldBe([$"MeshFunctions:Hops:hop0:{key}: is missing although the hop sets {source}; permitted: at least one."]);

    [Fact]
    public void Validate_parameters_without_their_source_are_errors() => Errors(new HopOptions
    {
        JwtPayloadHeader = "x-jwt-payload",
        ClaimHeaders = { Claim("X-User", "sub") },
        Sources = { "own" },
    }).Count(error => error.Contains("has no effect", StringComparison.Ordinal)).ShouldBe(3);

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public void Validate_claim_needs_a_type(string? claim) =>
        Errors(new HopOptions { Sets = { IdentitySource.ClaimHeaders }, ClaimHeaders = { Claim("X-User", claim) } }).ShouldHaveSingleItem().ShouldContain(":ClaimHeaders:0:Claim: is missing");

    [Fact]
    public void Validate_type_of_a_claim_is_256_characters_at_most()
    {
        Errors(new HopOptions { Sets = { IdentitySource.ClaimHeaders }, ClaimHeaders = { Claim("X-User", new string('c', 256)) } }).ShouldBeEmpty();
        Errors(new HopOptions { Sets = { IdentitySource.ClaimHeaders }, ClaimHeaders = { Claim("X-User", new string('c', 257)) } }).ShouldHaveSingleItem().ShouldContain("too long");
    }

    [Theory]
    [InlineData("", false)]
    [InlineData(", ", false)]
    [InlineData("\t", false)]
    [InlineData("a", false)]
    [InlineData(";", true)]
    [InlineData("|", true)]
    [InlineData(" ", true)]
    public void Validate_separator_is_one_of_four(string separator, bool permitted) => Errors(
        new HopOptions { Sets = { IdentitySource.ClaimHeaders }, ClaimHeaders = { Claim("X-User", "sub", separator) } }).Count.ShouldBe(permitted ? 0 : 1);

    [Fact]
    public void Validate_header_with_two_meanings_at_a_hop_is_an_error() => Errors(new HopOptions
    {
        Sets = { IdentitySource.JwtPayload, IdentitySource.ClaimHeaders },
        JwtPayloadHeader = "X-User",
        ClaimHeaders = { Claim("x-user", "sub") },
    }).ShouldHaveSingleItem().ShouldContain("'x-user' has two meanings");

    [Fact]
    public void Validate_header_that_is_a_list_at_one_hop_only_is_an_error() => Errors(
        new() { Sets = { IdentitySource.ClaimHeaders }, ClaimHeaders = { Claim("X-Groups", "groups", ",") } },
        new() { Sets = { IdentitySource.ClaimHeaders }, ClaimHeaders = { Claim("x-groups", "groups") } })
        .ShouldHaveSingleItem().ShouldContain("'x-groups' is a list at one");

    [Fact]
    public void CustomHeaders_are_only_those_of_families_that_the_hop_sets()
    {
        var hop = new HopOptions { JwtPayloadHeader = "x-jwt-payload", ClaimHeaders = { Claim("X-User", "sub"), Claim("X-Groups", "groups", ",") }, SourceHeaders = { new CustomHeader("X-Own", IsList: true) } };
        hop.CustomHeaders().ShouldBeEmpty();

        hop.Sets.Add(IdentitySource.JwtPayload);
        hop.Sets.Add(IdentitySource.ClaimHeaders);
        hop.Sets.Add(IdentitySource.Custom);
        hop.CustomHeaders().ShouldBe([new("x-jwt-payload"), new("X-User"), new("X-Groups", IsList: true), new("X-Own", IsList: true)]);
    }

    private static ClaimHeaderOptions Claim(string header, string? claim, string? separator = null) => new() { Header = header, Claim = claim, Separator = separator };

    private static List<string> Errors(params HopOptions[] hops)
    {
        List<string> errors = [];
        CustomHeadersValidator.Validate(hops.Select((hop, index) => KeyValuePair.Create($"hop{index}", hop)), "MeshFunctions:Hops", errors);
        return errors;
    }
}
