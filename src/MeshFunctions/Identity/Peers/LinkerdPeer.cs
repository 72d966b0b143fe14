using MeshFunctions.Headers;
using MeshFunctions.Trust;

namespace MeshFunctions.Identity.Peers;

/// <summary>
/// The peer from <c>l5d-client-id</c>: the TLS identity of the client, a Linkerd identity or, where the mesh's certificates carry one, a SPIFFE id. Either must
/// be of a configured trust domain.
/// </summary>
internal sealed class LinkerdPeer(TrustDomains trustDomains) : IPeerSource
{
    private const string SpiffeScheme = "spiffe:";

    public PeerReading Read(RequestHeaders headers, HopTrust.Proven hop)
    {
        var text = headers.Identity(hop, MeshHeader.LinkerdClientId);
        if (string.IsNullOrEmpty(text))
        {
            return PeerReading.Absent;
        }

        if (text.StartsWith(SpiffeScheme, StringComparison.Ordinal))
        {
            return SpiffeId.TryParse(text, out var spiffe) && spiffe.Path.Length > 0
                ? Accept(trustDomains.Contains(spiffe), PeerName.Of(spiffe))
                : PeerReading.Against(PeerRefusal.Malformed);
        }

        return LinkerdId.TryParse(text, out var id)
            ? Accept(trustDomains.Contains(id.TrustDomain), PeerName.Of(id))
            : PeerReading.Against(PeerRefusal.Malformed);
    }

    private static PeerReading Accept(bool isTrusted, PeerName name) => isTrusted
        ? PeerReading.Of(new PeerIdentity(name, IdentitySource.Linkerd, certificateSha256: null))
        : PeerReading.Against(PeerRefusal.TrustDomain);
}
