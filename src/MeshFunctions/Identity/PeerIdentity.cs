using MeshFunctions.Headers;
using MeshFunctions.Identity.Peers;
using MeshFunctions.Trust;

namespace MeshFunctions.Identity;

/// <summary>The workload for which a proven hop vouches. Never made from a token. Immutable.</summary>
public sealed class PeerIdentity
{
    private readonly PeerName _name;

    internal PeerIdentity(PeerName name, IdentitySource source, string? certificateSha256)
    {
        _name = name;
        Source = source;
        CertificateSha256 = certificateSha256;
    }

    /// <summary>
    /// The one text that names the workload, for comparison as a whole and ordinally; never two workloads, of whatever families, with one name:
    /// <c>spiffe://mesh.local/ns/shop/sa/orders</c>, <c>linkerd:web.pay.serviceaccount.identity.linkerd.cluster.local</c> or <c>dapr:pay/checkout</c>
    /// (namespace before app id). It is what <c>[RequirePeer]</c> takes.
    /// </summary>
    public string Name => _name.ToString();

    /// <summary>In which manner <see cref="Name"/> names it.</summary>
    public PeerKind Kind => _name.Kind;

    /// <summary>The workload's SPIFFE id (SPIFFE-ID §2), of one of the configured trust domains, always with a path; null where <see cref="Kind"/> is another.</summary>
    public SpiffeId? Spiffe => _name.Spiffe;

    /// <summary>The trust domain of its SPIFFE id or Linkerd identity, one of those configured; null where <see cref="Kind"/> is <see cref="PeerKind.Dapr"/>.</summary>
    public string? TrustDomain => _name.TrustDomain is { IsEmpty: false } text ? text.ToString() : null;

    /// <summary>
    /// Its Kubernetes namespace: that of a Linkerd identity or a Dapr app id, and that of a SPIFFE id whose path is exactly <c>/ns/{namespace}/sa/{account}</c>.
    /// Null where the name tells none. It means something together with <see cref="TrustDomain"/> only.
    /// </summary>
    public string? Namespace => _name.Namespace is { IsEmpty: false } text ? text.ToString() : null;

    /// <summary>The family of headers that named it.</summary>
    public IdentitySource Source { get; }

    /// <summary>SHA-256 of the peer's certificate in DER form, 64 lower-case hex digits; null where the family tells none.</summary>
    public string? CertificateSha256 { get; }

    /// <summary>Whether it is of the trust domain and the namespace, each where one is given; ordinal, allocates nothing.</summary>
    internal bool IsOf(string? trustDomain, string? kubernetesNamespace) =>
        (trustDomain is null || _name.TrustDomain.SequenceEqual(trustDomain)) && (kubernetesNamespace is null || _name.Namespace.SequenceEqual(kubernetesNamespace));

    /// <summary>The workload's name.</summary>
    /// <returns><see cref="Name"/>.</returns>
    public override string ToString() => Name;
}
