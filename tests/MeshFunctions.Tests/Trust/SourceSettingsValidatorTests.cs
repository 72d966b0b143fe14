using MeshFunctions.Trust;

namespace MeshFunctions.Tests.Trust;

public sealed class SourceSettingsValidatorTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(16)]
    public void Validate_XFCC_with_a_depth_in_range_and_a_proxy_is_fine(int depth) =>
        Errors(new HopOptions { Sets = { IdentitySource.Xfcc }, XfccDepth = depth, XfccBy = "spiffe://mesh.local/ns/edge/sa/gateway" }).ShouldBeEmpty();

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(17)]
    public void Validate_XFCC_depth_out_of_range_is_an_error(int depth) =>
        Errors(new HopOptions { Sets = { IdentitySource.Xfcc }, XfccDepth = depth }).ShouldHaveSingleItem().ShouldStartWith("MeshFunctions:Hops:mesh:XfccDepth: is ");

    [Theory]
    [InlineData("")]
    [InlineData("gateway")]
    [InlineData("spiffe://mesh.local/a;URI=spiffe://mesh.local/b")]
    [InlineData("spiffe://mesh.local/a,By=x:y")]
    [InlineData("spiffe://mesh.local/\u00e9")]
    [InlineData("spiffe://mesh.local/a b")]
    public void Validate_XFCC_proxy_that_no_element_could_name_is_an_error(string by) =>
        Errors(new HopOptions { Sets = { IdentitySource.Xfcc }, XfccBy = by }).ShouldHaveSingleItem().ShouldStartWith("MeshFunctions:Hops:mesh:XfccBy: is not ");

    [Fact]
    public void Validate_setting_of_a_family_that_the_hop_does_not_set_is_an_error() =>
        Errors(new HopOptions { XfccDepth = 2, XfccBy = "spiffe://mesh.local/a", ClientBundleFile = "/ca.pem" }).Select(error => error.Split(": ")[0]).ShouldBe(
            ["MeshFunctions:Hops:mesh:XfccDepth", "MeshFunctions:Hops:mesh:XfccBy", "MeshFunctions:Hops:mesh:ClientBundleFile"]);

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" ")]
    public void Validate_App_Service_certificate_without_a_bundle_is_an_error(string? file) =>
        Errors(new HopOptions { Sets = { IdentitySource.AppServiceCertificate }, ClientBundleFile = file })
            .ShouldHaveSingleItem().ShouldStartWith("MeshFunctions:Hops:mesh:ClientBundleFile: is missing");

    private static List<string> Errors(HopOptions hop)
    {
        List<string> errors = [];
        SourceSettingsValidator.Validate(hop, "MeshFunctions:Hops:mesh", errors);
        return errors;
    }
}
