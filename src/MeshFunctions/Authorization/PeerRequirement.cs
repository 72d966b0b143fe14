using Microsoft.AspNetCore.Authorization;

namespace MeshFunctions.Authorization;

/// <summary>The peer is one of the named workloads; whole ids, ordinal.</summary>
internal sealed class PeerRequirement(IReadOnlyList<string> spiffeIds) : IAuthorizationRequirement
{
    public bool IsMetBy(MeshContext mesh)
    {
        if (mesh.Peer is not { } peer)
        {
            return false;
        }

        var id = peer.Id.ToString();
        foreach (var permitted in spiffeIds)
        {
            if (string.Equals(permitted, id, StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }

    public override string ToString() => "RequirePeer";
}
