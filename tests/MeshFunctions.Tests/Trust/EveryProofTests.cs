using MeshFunctions.Headers;
using MeshFunctions.Tests.Identity;
using MeshFunctions.Trust;

namespace MeshFunctions.Tests.Trust;

/// <summary>The rows that hold for every kind of proof, each over all of them and with its control.</summary>
public sealed class EveryProofTests : IDisposable
{
    private readonly ProofScene _scene = new();

    public static TheoryData<string> Kinds => [.. ProofScene.Kinds];

    public static TheoryData<string> KindsAndIsolation => [.. ProofScene.Kinds, "isolation"];

    public static TheoryData<string, string> Pairs => [.. ProofScene.Kinds.SelectMany(
        static one => ProofScene.Kinds.Where(other => !string.Equals(one, other, StringComparison.Ordinal)).Select(other => (one, other)))];

    /// <summary>Every family behind every proof but the one whose own header the family is.</summary>
    public static TheoryData<string, string> KindsAndFamilies => [.. ProofScene.Kinds.SelectMany(
        static kind => IdentityFamilies.All.Where(family => kind is not "forwarded" || family.Source != IdentitySource.AppServiceCertificate).Select(family => (kind, family.Name)))];

    public void Dispose() => _scene.Dispose();

    [Theory]
    [MemberData(nameof(KindsAndFamilies))]
    public async Task T01_T02_T02c_EvaluateAsync_family_counts_only_with_the_proof_of_the_hop_that_sets_it(string kind, string name)
    {
        var family = IdentityFamilies.Of(name);
        var other = kind is "key" ? "dapr" : "key";
        var sets = Hops((kind, [family.Source]), (other, []));
        var setsNot = Hops((kind, []), (other, [family.Source]));

        (await PeerAsync(new Shown(), sets)).ShouldBeNull("no proof");
        (await PeerAsync(_scene.Failing(kind), sets)).ShouldBeNull("a failed proof");
        (await PeerAsync(_scene.Proof(other), sets)).ShouldBeNull("the proof of a hop that sets nothing");
        (await PeerAsync(_scene.Proof(kind), setsNot)).ShouldBeNull("what only the other hop sets");
        (await PeerAsync(_scene.Proof(kind).And(_scene.Failing(other)), sets)).ShouldBeNull("a failed proof beside the good one");
        _scene.Meters.Counts.Count.ShouldBe(3, "one for each request that was not proven");
        _scene.Meters.Counts.ShouldAllBe(static count => count.StartsWith("mesh.hop.unproven ", StringComparison.Ordinal));
        (await PeerAsync(_scene.Proof(kind), sets)).ShouldBe(family.Peer, "control");

        async Task<string?> PeerAsync(Shown shown, Dictionary<string, HopOptions> hops)
        {
            var forged = family.Headers.Aggregate(new Shown(), static (all, header) => all.With(header.Name, header.Value)).And(shown);
            var trust = (await _scene.FindAsync(forged, hops)).Trust;
            return IdentityFamilies.Reader(_scene.Meters.Meters, hops: hops).Read(ProofScene.Request(forged, hops).Headers, trust).Peer?.Name;
        }
    }

    [Theory]
    [MemberData(nameof(KindsAndIsolation))]
    public async Task EvaluateAsync_proof_of_a_hop_proves_it_and_says_whether_by_cryptography(string kind)
    {
        var result = await _scene.FindAsync(_scene.Proof(kind), kind);

        var proven = result.Trust.ShouldBeOfType<HopTrust.Proven>();
        proven.Name.ShouldBe(kind);
        proven.IsCryptographic.ShouldBe(kind is not ("principal" or "isolation" or "forwarded"));
        proven.Subject.ShouldBe(kind switch { "certificate" => Headers.Certificates.TestLeaf.SidecarId, "forwarded" => "dns:front.mesh.local", _ => null });
        _scene.Meters.Counts.ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task T01_EvaluateAsync_without_the_proof_is_unproven_and_identity_is_invisible(string kind)
    {
        var forged = new Shown().With("X-Client-Verify", "SUCCESS");
        (await _scene.FindAsync(forged, kind)).Trust.ShouldBeOfType<HopTrust.Unproven>().Reason.ShouldBe(UnprovenReason.ProofMissing);
        _scene.Meters.Counts.ShouldBe(["mesh.hop.unproven proof_missing"]);

        var control = await _scene.FindAsync(_scene.Proof(kind).And(forged), kind);
        var hops = Hops((kind, [IdentitySource.NginxCertificate]));
        ProofScene.Request(forged, hops).Headers.Identity(control.Trust.ShouldBeOfType<HopTrust.Proven>(), MeshHeader.ClientVerify).ShouldBe("SUCCESS");
    }

    [Theory]
    [MemberData(nameof(KindsAndIsolation))]
    public async Task T02_EvaluateAsync_header_that_the_proven_hop_does_not_set_is_invisible(string kind)
    {
        foreach (var (sets, expected) in new (IdentitySource[], string?)[] { ([], null), ([IdentitySource.NginxCertificate], "SUCCESS") })
        {
            var hops = Hops((kind, sets));
            var shown = _scene.Proof(kind).With("X-Client-Verify", "SUCCESS");
            var result = await _scene.FindAsync(shown, hops);
            ProofScene.Request(shown, hops).Headers.Identity(result.Trust.ShouldBeOfType<HopTrust.Proven>(), MeshHeader.ClientVerify).ShouldBe(expected);
        }
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public async Task T02b_EvaluateAsync_failed_proof_of_another_hop_is_not_outvoted(string one, string other)
    {
        (await _scene.FindAsync(_scene.Proof(one).And(_scene.Failing(other)), one, other)).Trust.ShouldBeOfType<HopTrust.Unproven>()
            .Reason.ShouldNotBe(UnprovenReason.ProofMissing);
        (await _scene.FindAsync(_scene.Proof(one), one, other)).Trust.ShouldBeOfType<HopTrust.Proven>("control").Name.ShouldBe(one);
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public async Task T02b_EvaluateAsync_proofs_of_two_hops_are_none(string one, string other)
    {
        (await _scene.FindAsync(_scene.Proof(one).And(_scene.Proof(other)), one, other)).Trust.ShouldBeOfType<HopTrust.Unproven>()
            .Reason.ShouldBe(UnprovenReason.ProofAmbiguous);
        (await _scene.FindAsync(_scene.Proof(other), one, other)).Trust.ShouldBeOfType<HopTrust.Proven>("control").Name.ShouldBe(other);
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public async Task T02c_EvaluateAsync_what_another_hop_sets_is_invisible(string one, string other)
    {
        var hops = Hops((one, []), (other, [IdentitySource.NginxCertificate]));
        foreach (var (prover, expected) in new[] { (one, null), (other, "SUCCESS") })
        {
            var shown = _scene.Proof(prover).With("X-Client-Verify", "SUCCESS");
            var result = await _scene.FindAsync(shown, hops);
            ProofScene.Request(shown, hops).Headers.Identity(result.Trust.ShouldBeOfType<HopTrust.Proven>(), MeshHeader.ClientVerify).ShouldBe(expected);
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task T02b_EvaluateAsync_failed_or_unused_material_is_not_taken_for_none_where_isolation_is_trusted(string kind)
    {
        (await _scene.FindAsync(_scene.Failing(kind), kind, "isolation")).Trust.ShouldBeOfType<HopTrust.Unproven>();
        (await _scene.FindAsync(_scene.Proof(kind), kind, "isolation")).Trust.ShouldBeOfType<HopTrust.Proven>().Name.ShouldBe(kind);
        (await _scene.FindAsync(new Shown(), kind, "isolation")).Trust.ShouldBeOfType<HopTrust.Proven>("control").Name.ShouldBe("isolation");
    }

    [Theory]
    [InlineData("Mesh-Hop-Key")]
    [InlineData("Mesh-Hop-Assertion")]
    [InlineData("dapr-api-token")]
    public async Task T02b_EvaluateAsync_material_that_no_hop_uses_is_not_taken_for_none_where_isolation_is_trusted(string name)
    {
        foreach (var value in new[] { "", ProofScene.Key, "a.b.c" })
        {
            (await _scene.FindAsync(new Shown().With(name, value), "isolation")).Trust.ShouldBeOfType<HopTrust.Unproven>()
                .Reason.ShouldBe(UnprovenReason.ProofUnexpected);
        }

        var twice = new Shown().With(name, "a").With(name, "b");
        (await _scene.FindAsync(twice, "isolation")).Trust.ShouldBeOfType<HopTrust.Unproven>("a repeated proof reads as an absent one");
        (await _scene.FindAsync(new Shown().With(name, new string('a', 20_000)), "isolation")).Trust.ShouldBeOfType<HopTrust.Unproven>("and so does one that is too large");
        (await _scene.FindAsync(new Shown(), "isolation")).Trust.ShouldBeOfType<HopTrust.Proven>("control");
    }

    [Theory]
    [InlineData("forwarded", "X-ARR-ClientCert")]
    [InlineData("principal", "X-MS-CLIENT-PRINCIPAL")]
    public async Task T07_EvaluateAsync_repeated_proof_fails_the_request(string kind, string name)
    {
        var value = _scene.Proof(kind).Headers.Single().Value;
        foreach (var twice in new[] { new Shown().With(name, value).With(name, value), new Shown().With(name, $"{value},{value}") })
        {
            var hops = Hops((kind, []));
            ProofScene.Request(twice, hops).Headers.Fault.ShouldBe(new HeaderFault(HeaderFaultKind.Repeated, name));
            (await _scene.FindAsync(twice, hops)).Trust.ShouldBeOfType<HopTrust.Unproven>();
            ProofScene.Request(twice, Hops(("key", []))).Headers.Fault.ShouldBeNull("where it proves nothing, it does not exist");
        }

        (await _scene.FindAsync(_scene.Proof(kind), kind)).Trust.ShouldBeOfType<HopTrust.Proven>("control");
    }

    [Theory]
    [InlineData("X_ARR_ClientCert", "forwarded")]
    [InlineData("X.MS.CLIENT.PRINCIPAL", "principal")]
    [InlineData("dapr_api_token", "dapr")]
    [InlineData("Mesh_Hop_Key", "key")]
    public async Task T08_EvaluateAsync_alias_of_a_proof_proves_nothing_and_case_does_not_matter(string alias, string kind)
    {
        var (name, value) = _scene.Proof(kind).Headers.Single();
        (await _scene.FindAsync(new Shown().With(alias, value), kind)).Trust.ShouldBeOfType<HopTrust.Unproven>().Reason.ShouldBe(UnprovenReason.ProofMissing);
        (await _scene.FindAsync(new Shown().With(name.ToUpperInvariant(), value), kind)).Trust.ShouldBeOfType<HopTrust.Proven>("control");
    }

    private Dictionary<string, HopOptions> Hops(params (string Kind, IdentitySource[] Sets)[] hops) =>
        hops.ToDictionary(static hop => hop.Kind, hop => _scene.Hop(hop.Kind, hop.Sets), StringComparer.Ordinal);
}
