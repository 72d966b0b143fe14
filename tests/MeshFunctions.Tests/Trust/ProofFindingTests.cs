using MeshFunctions.Trust;

namespace MeshFunctions.Tests.Trust;

public sealed class ProofFindingTests
{
    private static readonly ProofFinding Sidecar = Proven("sidecar");
    private static readonly ProofFinding Invalid = ProofFinding.Against(UnprovenReason.ProofInvalid);
    private static readonly ProofFinding Unavailable = ProofFinding.Unavailable(TimeSpan.FromSeconds(1));

    [Fact]
    public void And_nothing_changes_nothing()
    {
        foreach (var finding in (ProofFinding[])[ProofFinding.Absent, Sidecar, Invalid, Unavailable])
        {
            finding.And(ProofFinding.Absent).ShouldBe(finding);
            ProofFinding.Absent.And(finding).ShouldBe(finding);
        }
    }

    [Fact]
    public void T02b_And_failed_proof_is_never_outvoted()
    {
        Sidecar.And(Invalid).ShouldBe(Invalid);
        Invalid.And(Sidecar).ShouldBe(Invalid);
        Sidecar.And(Unavailable).ShouldBe(Unavailable);
        Unavailable.And(Sidecar).ShouldBe(Unavailable);
        Unavailable.And(Invalid).ShouldBe(Invalid);
        Invalid.And(Unavailable).ShouldBe(Invalid);
    }

    [Fact]
    public void T02b_And_two_hops_are_none()
    {
        var both = Sidecar.And(Proven("edge"));

        both.ShouldBe(ProofFinding.Against(UnprovenReason.ProofAmbiguous));
        both.And(Sidecar).ShouldBe(both);
        both.And(Unavailable).ShouldBe(both);
    }

    private static ProofFinding Proven(string name) => ProofFinding.Of(new HopTrustResult(new HopTrust.Proven(name, null, []), null));
}
