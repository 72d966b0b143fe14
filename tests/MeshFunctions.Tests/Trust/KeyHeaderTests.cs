using MeshFunctions.Headers;
using MeshFunctions.Trust;

namespace MeshFunctions.Tests.Trust;

/// <summary>T06 over both headers in which a key may come.</summary>
public sealed class KeyHeaderTests : IDisposable
{
    private static readonly string[] Kinds = ["key", "dapr"];

    private readonly ProofScene _scene = new();

    public static TheoryData<string, string> WrongKeys => [.. Kinds.SelectMany(static kind => new[]
    {
        "x" + ProofScene.Key[1..], ProofScene.Key[..^1] + "x", ProofScene.Key[..^1], ProofScene.Key + "9", "", ProofScene.RetiredKey, ProofScene.Key.ToUpperInvariant(),
    }.Select(key => (kind, key)))];

    public void Dispose() => _scene.Dispose();

    [Theory]
    [MemberData(nameof(WrongKeys))]
    public async Task T06_EvaluateAsync_wrong_key_in_either_header_is_unproven(string kind, string key)
    {
        (await FindAsync(kind, key)).Trust.ShouldBeOfType<HopTrust.Unproven>().Reason.ShouldBe(UnprovenReason.ProofInvalid);
        (await FindAsync(kind, ProofScene.Key)).Trust.ShouldBeOfType<HopTrust.Proven>("control");
        (await FindAsync(kind, ProofScene.RetiringKey)).Trust.ShouldBeOfType<HopTrust.Proven>("the second newest overlaps");
    }

    [Theory]
    [InlineData("key", "dapr-api-token")]
    [InlineData("dapr", "Mesh-Hop-Key")]
    public async Task T06_EvaluateAsync_key_in_the_other_header_proves_nothing(string kind, string header)
    {
        var shown = new Shown().With(header, ProofScene.Key);
        (await _scene.FindAsync(shown, kind)).Trust.ShouldBeOfType<HopTrust.Unproven>().Reason.ShouldBe(UnprovenReason.ProofUnexpected);

        _scene.Vault["other"].Add("o1", "another-key-0123456789-0123456789-0123456789", _scene.Bundle.Clock.GetUtcNow());
        var hops = new Dictionary<string, HopOptions>(StringComparer.Ordinal)
        {
            [kind] = _scene.Hop(kind),
            ["other"] = new() { Proof = HopProof.SharedKey, KeySecret = "other", KeyHeader = kind is "key" ? HopKeyHeader.DaprApiToken : HopKeyHeader.MeshHopKey },
        };
        (await _scene.FindAsync(shown, hops)).Trust.ShouldBeOfType<HopTrust.Unproven>().Reason.ShouldBe(UnprovenReason.ProofInvalid);
        (await _scene.FindAsync(_scene.Proof(kind), hops)).Trust.ShouldBeOfType<HopTrust.Proven>("control").Name.ShouldBe(kind);
    }

    [Theory]
    [InlineData("key", "Mesh-Hop-Key")]
    [InlineData("dapr", "dapr-api-token")]
    public async Task T06_EvaluateAsync_64_KiB_in_either_header_are_refused(string kind, string header)
    {
        var shown = new Shown().With(header, new string('a', 64 * 1024));
        var hops = new Dictionary<string, HopOptions>(StringComparer.Ordinal) { [kind] = _scene.Hop(kind) };

        ProofScene.Request(shown, hops).Headers.Fault.ShouldBe(new HeaderFault(HeaderFaultKind.TooLarge, header));
        (await _scene.FindAsync(shown, hops)).Trust.ShouldBeOfType<HopTrust.Unproven>();
    }

    private ValueTask<HopTrustResult> FindAsync(string kind, string key) =>
        _scene.FindAsync(new Shown().With(kind is "key" ? "Mesh-Hop-Key" : "dapr-api-token", key), kind);
}
