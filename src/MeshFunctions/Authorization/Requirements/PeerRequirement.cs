namespace MeshFunctions.Authorization.Requirements;

/// <summary>The peer is one of the named workloads; whole names, ordinal.</summary>
internal sealed class PeerRequirement(IReadOnlyList<string> names) : MeshRequirement
{
    public override bool IsMetBy(MeshContext mesh)
    {
        if (mesh.Peer is not { Name: var name })
        {
            return false;
        }

        foreach (var permitted in names)
        {
            if (string.Equals(permitted, name, StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }

    public override string Describe(MeshContext mesh) => "RequirePeer";
}
