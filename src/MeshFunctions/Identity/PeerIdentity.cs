using MeshFunctions.Headers;
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

    /// <summary>The family of headers that named it.</summary>
    public IdentitySource Source { get; }

    /// <summary>SHA-256 of the peer's certificate in DER form, 64 lower-case hex digits; null where the family tells none.</summary>
    public string? CertificateSha256 { get; }

    /// <summary>The workload's name.</summary>
    /// <returns><see cref="Name"/>.</returns>
    public override string ToString() => Name;
}
