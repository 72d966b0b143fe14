using MeshFunctions.Identity;
using MeshFunctions.Trust;

namespace MeshFunctions.Tests.Identity;

public sealed class TrustDomainsValidatorTests
{
    private static readonly HopOptions Nginx = new() { Sets = { IdentitySource.NginxCertificate } };

    [Theory]
    [InlineData("Mesh.local")]
    [InlineData("spiffe://mesh.local")]
    [InlineData("mesh.local/")]
    [InlineData("")]
    [InlineData("mesh local")]
    public void Validate_name_that_is_no_trust_domain_is_an_error(string name) =>
        Errors(["mesh.local", name], Nginx).ShouldHaveSingleItem().ShouldStartWith("MeshFunctions:TrustDomains:1: is not a trust domain");

    [Fact]
    public void Validate_none_although_a_hop_names_peers_is_an_error()
    {
        Errors([], Nginx).ShouldHaveSingleItem().ShouldStartWith("MeshFunctions:TrustDomains: is empty");
        Errors([], new HopOptions()).ShouldBeEmpty();
        Errors(["mesh.local"], Nginx).ShouldBeEmpty();
    }

    private static List<string> Errors(string[] names, HopOptions hop)
    {
        List<string> errors = [];
        TrustDomainsValidator.Validate(names, [hop], "MeshFunctions:TrustDomains", errors);
        return errors;
    }
}
