namespace MeshFunctions.Authorization.Requirements;

/// <summary>The peer is any workload of a trust domain, of a namespace, or of a namespace of a trust domain; ordinal.</summary>
internal sealed class PeerOriginRequirement(string? trustDomain, string? kubernetesNamespace) : MeshRequirement
{
    public override bool IsMetBy(MeshContext mesh) => mesh.Peer?.IsOf(trustDomain, kubernetesNamespace) == true;

    public override string Describe(MeshContext mesh) => "RequirePeer";
}
