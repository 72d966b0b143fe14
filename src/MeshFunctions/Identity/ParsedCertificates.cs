using System.Diagnostics.CodeAnalysis;
using MeshFunctions.Headers;

namespace MeshFunctions.Identity;

/// <summary>Certificates of one form of header that were read already. What a certificate says is kept, never that it holds now.</summary>
internal static class ParsedCertificates
{
    public static ParsedValues<CertificateIdentity> For(CertificateDecoder decode)
    {
        return new ParsedValues<CertificateIdentity>(Parse);

        bool Parse(ReadOnlySpan<char> value, [NotNullWhen(true)] out CertificateIdentity? identity)
        {
            identity = null;
            return decode(value, out var der) && CertificateIdentity.TryReadDer(der, out identity);
        }
    }
}
