using MeshFunctions.Outbound;

namespace MeshFunctions.Tests.Outbound;

public sealed class OutboundClientOptionsValidatorTests
{
    [Fact]
    public void Validate_complete_client_has_no_error() =>
        Errors(new OutboundClientOptions { Peer = MeshPki.Inventory, Scope = "api://inventory/.default", Hosts = { "inventory.mesh.local:8443", "127.0.0.1" } })
            .ShouldBeEmpty();

    [Theory]
    [InlineData("https://a", null, null, ":Hosts:0:")]
    [InlineData("a", "spiffe://mesh.local", null, ":Peer:")]
    [InlineData("a", "", null, ":Peer:")]
    [InlineData("a", "spiffe://Mesh.local/x", null, ":Peer:")]
    [InlineData("a", null, "", ":Scope:")]
    [InlineData("a", null, "one two", ":Scope:")]
    [InlineData("a", null, "ä", ":Scope:")]
    public void Validate_setting_that_is_wrong_is_one_error_with_its_path(string host, string? peer, string? scope, string key)
    {
        var error = Errors(new OutboundClientOptions { Peer = peer, Scope = scope, Hosts = { host } }).ShouldHaveSingleItem();
        error.ShouldStartWith("MeshFunctions:Outbound:inventory" + key);
        error.ShouldContain("permitted");
    }

    [Fact]
    public void Validate_certificate_files_belong_together()
    {
        List<string> errors = [];
        MeshCertificateOptionsValidator.Validate(new MeshCertificateOptions(), "MeshFunctions:Mesh", errors);
        errors.ShouldBeEmpty();

        MeshCertificateOptionsValidator.Validate(new MeshCertificateOptions { CertificateFile = "a", KeyFile = "" }, "MeshFunctions:Mesh", errors);
        errors.Count.ShouldBe(2);
        errors[0].ShouldStartWith("MeshFunctions:Mesh:KeyFile: ");
        errors[1].ShouldStartWith("MeshFunctions:Mesh:BundleFile: ");
    }

    private static List<string> Errors(OutboundClientOptions options)
    {
        List<string> errors = [];
        OutboundClientOptionsValidator.Validate([KeyValuePair.Create("inventory", options)], "MeshFunctions:Outbound", errors);
        return errors;
    }
}
