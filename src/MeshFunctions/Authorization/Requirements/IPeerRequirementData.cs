using MeshFunctions.Identity;
using MeshFunctions.Identity.Peers;

namespace MeshFunctions.Authorization.Requirements;

/// <summary>An attribute of ours that asks something of the peer.</summary>
internal interface IPeerRequirementData : IMeshRequirementData
{
    /// <summary>What is wrong with the attribute's arguments beside the configured trust domains and hops; reported at start.</summary>
    IEnumerable<string> Errors(PeerAuthorities authorities);
}
