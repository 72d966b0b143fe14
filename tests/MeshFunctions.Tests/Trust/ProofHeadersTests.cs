using System.Net.Http.Headers;
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

        Remove(raw);

        raw.NonValidated.Select(header => header.Key).ShouldBe(["Authorization", "x-client-verify", "traceparent"], ignoreOrder: true);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("a,b")]
    public void Remove_takes_a_proof_whatever_is_in_it(string value)
    {
        foreach (var name in ProofHeaders.All.Select(static rule => rule.Name))
        {
            var raw = TestHeaders.Raw((name, value), ("traceparent", "t"));
            Remove(raw);
            raw.NonValidated.Select(header => header.Key).ShouldBe(["traceparent"]);
        }
    }

    [Fact]
    public void Remove_takes_a_proof_that_was_too_large_to_be_read()
    {
        var raw = TestHeaders.Raw(("mesh-hop-key", new string('k', RequestHeaders.MaxValueLength + 1)), ("dapr-api-token", "d"), ("mesh-hop-assertion", new string('a', RequestHeaders.MaxValueLength)));
        Remove(raw);
        raw.NonValidated.ShouldBeEmpty();
    }

    [Fact]
    public void All_are_those_that_prove_a_hop() =>
        ProofHeaders.All.Select(static rule => rule.Name).ShouldBe([MeshHeaderNames.HopKey, MeshHeaderNames.HopAssertion, MeshHeaderNames.DaprApiToken]);

    private static void Remove(HttpHeaders raw)
    {
        var fields = new HttpHeaderFields(raw);
        ProofHeaders.Remove(fields, RequestHeaders.Read(fields, TestHeaders.BarePlan));
    }
}
