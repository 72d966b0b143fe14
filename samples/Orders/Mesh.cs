namespace Orders;

/// <summary>Workloads of the mesh that Orders admits.</summary>
internal static class Mesh
{
    public const string Edge = "spiffe://mesh.local/ns/edge/sa/nginx";
}
