using MeshFunctions.Trust;

namespace MeshFunctions.Tests.Trust;

public sealed class HopsValidatorTests
{
    private static readonly string AllProofs = string.Join(", ", Enum.GetNames<HopProof>());

    [Fact]
    public void Validate_complete_hops_have_no_errors() => Errors(
        ("sidecar", new HopOptions { Proof = HopProof.SharedKey, KeySecret = "hop-key-1", Sets = { IdentitySource.NginxCertificate } }),
        ("edge", new HopOptions { Proof = HopProof.SharedKey, KeySecret = "hop-key-2" })).ShouldBeEmpty();

    [Fact]
    public void Validate_hop_without_proof_is_an_error_that_names_the_permitted_ones() =>
        Errors(("sidecar", new HopOptions())).ShouldBe([$"MeshFunctions:Hops:sidecar:Proof: is missing; permitted: {AllProofs}."]);

    [Fact]
    public void Validate_values_outside_the_enumerations_are_errors()
    {
        var errors = Errors(("sidecar", new HopOptions { Proof = (HopProof)99, Sets = { IdentitySource.NginxCertificate, (IdentitySource)99 } }));

        errors.ShouldBe(
        [
            $"MeshFunctions:Hops:sidecar:Proof: is unknown; permitted: {AllProofs}.",
            $"MeshFunctions:Hops:sidecar:Sets:1: is unknown; permitted: {string.Join(", ", Enum.GetNames<IdentitySource>())}.",
        ]);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("a/b")]
    [InlineData("a b")]
    [InlineData("../x")]
    [InlineData("k\u00e9y")]
    public void Validate_shared_key_needs_the_name_of_a_secret(string? name) =>
        Errors(("sidecar", new HopOptions { Proof = HopProof.SharedKey, KeySecret = name }))
            .ShouldHaveSingleItem().ShouldStartWith("MeshFunctions:Hops:sidecar:KeySecret: is ");

    [Fact]
    public void Validate_name_of_a_secret_is_127_characters_at_most()
    {
        Errors(("a", new HopOptions { Proof = HopProof.SharedKey, KeySecret = new string('k', 127) })).ShouldBeEmpty();
        Errors(("a", new HopOptions { Proof = HopProof.SharedKey, KeySecret = new string('k', 128) })).ShouldHaveSingleItem();
    }

    [Fact]
    public void T80_Validate_two_hops_with_one_secret_are_an_error_in_any_case() => Errors(
        ("a", new HopOptions { Proof = HopProof.SharedKey, KeySecret = "hop-key" }),
        ("b", new HopOptions { Proof = HopProof.SharedKey, KeySecret = "HOP-KEY" }))
        .ShouldHaveSingleItem().ShouldStartWith("MeshFunctions:Hops:b:KeySecret: the secret 'HOP-KEY' is that of hop 'a' already");

    private static List<string> Errors(params (string Name, HopOptions Hop)[] hops)
    {
        List<string> errors = [];
        HopsValidator.Validate(hops.ToDictionary(hop => hop.Name, hop => hop.Hop, StringComparer.Ordinal), HostEnvironment.None, "MeshFunctions:Hops", errors);
        return errors;
    }
}
