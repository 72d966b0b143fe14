using System.Diagnostics.CodeAnalysis;
using MeshFunctions.Headers;
using MeshFunctions.Trust;

namespace MeshFunctions.Identity.Peers;

/// <summary>Certificates of one form of header that were read already. What a certificate says is kept, never that it holds now.</summary>
internal static class ParsedCertificates
{
    public static ParsedValues<CertifiedPeer> For(CertificateDecoder decode, IdentitySource source)
    {
        return new ParsedValues<CertifiedPeer>(Parse);

        bool Parse(ReadOnlySpan<char> value, [NotNullWhen(true)] out CertifiedPeer? peer)
        {
            peer = decode(value, out var der) && CertificateIdentity.TryReadDer(der, out var certificate) ? new CertifiedPeer(certificate, source) : null;
            return peer is not null;
        }
    }
}
