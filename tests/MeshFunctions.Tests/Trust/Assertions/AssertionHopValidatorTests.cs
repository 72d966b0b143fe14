using MeshFunctions.Trust;

namespace MeshFunctions.Tests.Trust.Assertions;

public sealed class AssertionHopValidatorTests
{
    private const string Root = "MeshFunctions:Hops";

    [Fact]
    public void Validate_complete_hops_have_no_errors() => Errors(("gate", Complete("gate", "gate")), ("edge", Complete("edge", "edge"))).ShouldBeEmpty();

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" ")]
    public void Validate_issuer_audience_and_file_are_required(string? value)
    {
        Errors(("gate", new HopOptions { Proof = HopProof.SignedAssertion, Issuer = value, Audience = value, KeysFile = value })).ShouldBe(
        [
            $"{Root}:gate:Issuer: is missing; permitted with SignedAssertion: the iss of the hop's assertions.",
            $"{Root}:gate:Audience: is missing; permitted with SignedAssertion: the aud by which the hop means this app.",
            $"{Root}:gate:KeysFile: is missing; permitted with SignedAssertion: the path of a JSON Web Key Set.",
        ]);
    }

    [Fact]
    public void T80_Validate_one_issuer_for_two_hops_is_an_error() => Errors(("gate", Complete("same", "a")), ("edge", Complete("same", "b"))).ShouldBe(
        [$"{Root}:gate:Issuer: is that of hop 'edge' already; permitted: an issuer of its own for each hop."]);

    [Fact]
    public void T80_Validate_one_key_file_for_two_hops_is_an_error()
    {
        Errors(("gate", Complete("one", "keys")), ("edge", Complete("two", "./keys"))).ShouldBe(
            [$"{Root}:gate:KeysFile: is that of hop 'edge' already; permitted: keys of its own for each hop."]);
        Errors(("gate", Complete("one", "a")), ("edge", Complete("two", "b"))).ShouldBeEmpty("control");
    }

    [Fact]
    public void Validate_parameters_of_another_proof_are_errors()
    {
        var hop = Complete("gate");
        hop.Proof = HopProof.SharedKey;
        hop.KeySecret = "key";
        hop.OneTime = true;

        Errors(("gate", hop)).Select(error => error.Split(": ")[0]).ShouldBe([$"{Root}:gate:Issuer", $"{Root}:gate:Audience", $"{Root}:gate:KeysFile", $"{Root}:gate:OneTime"]);
    }

    private static HopOptions Complete(string issuer, string file = "keys") =>
        new() { Proof = HopProof.SignedAssertion, Issuer = issuer, Audience = "orders", KeysFile = $"/run/{file}.jwks", OneTime = false };

    private static List<string> Errors(params (string Name, HopOptions Hop)[] hops)
    {
        var errors = new List<string>();
        HopsValidator.Validate(hops.ToDictionary(hop => hop.Name, hop => hop.Hop, StringComparer.Ordinal), HostEnvironment.None, Root, errors);
        return errors;
    }
}
