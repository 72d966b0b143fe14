using System.Collections.Frozen;
using MeshFunctions.Headers;
using MeshFunctions.Headers.Certificates;
using MeshFunctions.Identity.Peers;
using MeshFunctions.Identity.Xfcc;
using MeshFunctions.Trust;

namespace MeshFunctions.Identity.Xfcc;

/// <summary>
/// The peer from <c>x-forwarded-client-cert</c>: the client of the proxy that the configured depth, counted from the right, points at. The certificate counts
/// where it is there, otherwise the URI that the proxy read from it. Other elements name nobody; they only must not speak against the chosen one.
/// </summary>
internal sealed class XfccPeer(IEnumerable<KeyValuePair<string, HopOptions>> hops, TrustDomains trustDomains, CertificatePeers peers) : IPeerSource
{
    private readonly ParsedValues<CertifiedPeer> _certificates = ParsedCertificates.For(EscapedPem.TryDecode, IdentitySource.Xfcc);

    private readonly FrozenDictionary<string, XfccChoice> _choices =
        hops.ToFrozenDictionary(hop => hop.Key, hop => new XfccChoice(hop.Value.XfccDepth, hop.Value.XfccBy), StringComparer.OrdinalIgnoreCase);

    public PeerReading Read(RequestHeaders headers, HopTrust.Proven hop)
    {
        var text = headers.Identity(hop, MeshHeader.Xfcc);
        if (string.IsNullOrEmpty(text))
        {
            return PeerReading.Absent;
        }

        if (!XfccHeader.TryParse(text, out var header))
        {
            return PeerReading.Against(PeerRefusal.Malformed);
        }

        var (depth, by) = _choices[hop.Name];
        if (header.Count < depth)
        {
            return PeerReading.Against(PeerRefusal.ElementMissing);
        }

        var chosen = header.Count - depth;
        return RefuseOthers(header, chosen, by) is { } refusal ? PeerReading.Against(refusal) : Read(header[chosen]);
    }

    /// <summary>
    /// A proxy adds one element, so where a client's certificate smuggled a second one into it, the rest of the genuine one stands on its left: it is by the
    /// same proxy, and tells fewer or shorter names than its certificate has. Where neither the proxy's name nor a certificate is known, nothing tells it from
    /// the element of another proxy.
    /// </summary>
    private static PeerRefusal? RefuseOthers(XfccHeader header, int chosen, string? by)
    {
        for (var index = 0; index < header.Count; index++)
        {
            var element = header[index];
            if (by is not null && (index == chosen ? !element.IsBy(by) : index < chosen && element.IsBy(by)))
            {
                return PeerRefusal.OtherProxy;
            }

            if (index < chosen && element.TryFind(XfccKey.Cert, out var escaped))
            {
                if (!Agrees(element, escaped))
                {
                    return PeerRefusal.Malformed;
                }
            }
            else if (index < chosen && by is null)
            {
                return PeerRefusal.OtherProxy;
            }
        }

        return null;
    }

    private static bool Agrees(XfccElement element, ReadOnlySpan<char> escaped) =>
        EscapedPem.TryDecode(escaped, out var der)
        && CertificateNames.TryReadDer(der, out var names)
        && element.TryFind(XfccKey.Hash, out var hash)
        && hash.SequenceEqual(names.Sha256)
        && element.Tells(XfccKey.Uri, names.Uris)
        && element.Tells(XfccKey.Dns, names.Dns);

    private PeerReading Read(XfccElement element)
    {
        if (!element.TryFind(XfccKey.Hash, out var hash))
        {
            return PeerReading.Against(PeerRefusal.Malformed);
        }

        var told = element.TryFind(XfccKey.Uri, out var uri);
        if (element.TryFind(XfccKey.Cert, out var escaped))
        {
            return ReadCertificate(escaped, hash, told, uri);
        }

        if (uri.IsEmpty)
        {
            return PeerReading.Against(PeerRefusal.NoWorkload);
        }

        if (!SpiffeId.TryParse(uri, out var id) || id.Path.Length == 0)
        {
            return PeerReading.Against(PeerRefusal.Malformed);
        }

        return trustDomains.Contains(id)
            ? PeerReading.Of(new PeerIdentity(PeerName.Of(id), IdentitySource.Xfcc, hash.ToString()))
            : PeerReading.Against(PeerRefusal.TrustDomain);
    }

    private PeerReading ReadCertificate(ReadOnlySpan<char> escaped, ReadOnlySpan<char> hash, bool told, ReadOnlySpan<char> uri)
    {
        if (!_certificates.TryRead(escaped, out var peer))
        {
            return PeerReading.Against(PeerRefusal.CertificateInvalid);
        }

        if (!hash.SequenceEqual(peer.Certificate.Sha256))
        {
            return PeerReading.Against(PeerRefusal.HashMismatch);
        }

        return told && !uri.SequenceEqual(peer.Certificate.Id.ToString())
            ? PeerReading.Against(PeerRefusal.Malformed)
            : peers.Read(peer);
    }
}
