namespace MeshFunctions.Identity;

/// <summary>In which manner a peer is named.</summary>
public enum PeerKind
{
    /// <summary>A SPIFFE id, <c>spiffe://mesh.local/ns/shop/sa/orders</c>.</summary>
    Spiffe,

    /// <summary>A Linkerd identity, <c>linkerd:web.pay.serviceaccount.identity.linkerd.cluster.local</c>.</summary>
    Linkerd,

    /// <summary>A Dapr app id in its namespace, <c>dapr:pay/checkout</c>.</summary>
    Dapr,
}
