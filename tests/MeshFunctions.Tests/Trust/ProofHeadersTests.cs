using MeshFunctions.Headers;
using MeshFunctions.Tests.Headers;
using MeshFunctions.Trust;

namespace MeshFunctions.Tests.Trust;

public sealed class ProofHeadersTests
{
    [Fact]
    public void Remove_takes_every_proof_and_nothing_else()
    {
        var raw = TestHeaders.Raw(
            ("mesh-hop-key", "a"), ("MESH-HOP-KEY", "b"), ("Mesh-Hop-Assertion", "c"), ("Dapr-Api-Token", "d"),
            ("Authorization", "Bearer x"), ("x-client-verify", "SUCCESS"), ("traceparent", "t"));

        ProofHeaders.Remove(new HttpHeaderFields(raw));

        raw.NonValidated.Select(header => header.Key).ShouldBe(["Authorization", "x-client-verify", "traceparent"], ignoreOrder: true);
    }

    [Fact]
    public void Names_are_those_of_all_proofs() =>
        ProofHeaders.Names.ShouldBe([MeshHeaderNames.HopKey, MeshHeaderNames.HopAssertion, MeshHeaderNames.DaprApiToken]);
}
