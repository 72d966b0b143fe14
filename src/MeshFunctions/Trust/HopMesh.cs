namespace MeshFunctions.Trust;

/// <summary>The mesh whose sidecar stands before the app, for <see cref="HopProof.MeshIsolation"/>.</summary>
public enum HopMesh
{
    /// <summary>Istio: the sidecar writes <c>x-forwarded-client-cert</c>.</summary>
    Istio,

    /// <summary>Linkerd: the proxy writes <c>l5d-client-id</c>.</summary>
    Linkerd,
}
