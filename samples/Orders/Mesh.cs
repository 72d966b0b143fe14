namespace Orders;

/// <summary>Workloads of the mesh that Orders admits.</summary>
public static class Mesh
{
    public const string Edge = "spiffe://mesh.local/ns/edge/sa/nginx";
}
