using MeshFunctions.Trust;

namespace MeshFunctions.Authorization.Requirements;

/// <summary>The request came through a hop that proved itself: any, or one of the named; by a proof that needs a key, where that is asked.</summary>
internal sealed class TrustedHopRequirement(IReadOnlyList<string> names, bool cryptographic) : MeshRequirement
{
    public override bool IsMetBy(MeshContext mesh) =>
        mesh.Hop is HopTrust.Proven hop
        && (!cryptographic || hop.IsCryptographic)
        && (names.Count == 0 || names.Contains(hop.Name, StringComparer.OrdinalIgnoreCase));

    public override string Describe(MeshContext mesh) => "RequireTrustedHop";
}
