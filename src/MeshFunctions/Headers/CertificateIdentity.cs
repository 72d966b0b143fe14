using System.Diagnostics.CodeAnalysis;
using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using MeshFunctions.Headers.Certificates;

namespace MeshFunctions.Headers;

/// <summary>
/// What a leaf certificate says about a workload (X509-SVID §2, §4): exactly one URI name, which is a SPIFFE id with a path. Whether the certificate holds
/// (chain, time) is for others: a proven hop has verified the chain, <see cref="HoldsAt"/> tells the time.
/// </summary>
internal sealed class CertificateIdentity
{
    private const string SubjectAlternativeName = "2.5.29.17";

    private static readonly Asn1Tag UriName = new(TagClass.ContextSpecific, 6);

    private CertificateIdentity(SpiffeId id, string sha256, X509Certificate2 certificate)
    {
        Id = id;
        Sha256 = sha256;
        NotBefore = new DateTimeOffset(certificate.NotBefore.ToUniversalTime(), TimeSpan.Zero);
        NotAfter = new DateTimeOffset(certificate.NotAfter.ToUniversalTime(), TimeSpan.Zero);
    }

    public SpiffeId Id { get; }

    /// <summary>SHA-256 of the DER bytes, 64 lower-case hex digits.</summary>
    public string Sha256 { get; }

    public DateTimeOffset NotBefore { get; }

    public DateTimeOffset NotAfter { get; }

    /// <summary>Reads a certificate in Nginx's form; never throws.</summary>
    public static bool TryParse(ReadOnlySpan<char> escapedPem, [NotNullWhen(true)] out CertificateIdentity? identity)
    {
        identity = null;
        return EscapedPem.TryDecode(escapedPem, out var der) && TryReadDer(der, out identity);
    }

    /// <summary>Reads one DER certificate without a byte after it; never throws.</summary>
    public static bool TryReadDer(ReadOnlySpan<byte> der, [NotNullWhen(true)] out CertificateIdentity? identity)
    {
        identity = null;
        try
        {
            AsnDecoder.ReadSequence(der, AsnEncodingRules.DER, out _, out _, out var consumed);
            if (consumed != der.Length)
            {
                return false;
            }

            using var certificate = X509CertificateLoader.LoadCertificate(der);
            if (CertificateFacts.IsAuthority(certificate) || !TryReadId(certificate, out var id) || id.Path.Length == 0)
            {
                return false;
            }

            identity = new CertificateIdentity(id, Convert.ToHexStringLower(SHA256.HashData(der)), certificate);
            return true;
        }
        catch (Exception exception) when (exception is CryptographicException or AsnContentException or ArgumentException)
        {
            return false;
        }
    }

    /// <summary>The trust domain that an authority's certificate names (X509-SVID §3.1); null where it names none.</summary>
    public static string? TrustDomainOf(X509Certificate2 authority)
    {
        try
        {
            // Some tools end it with a slash, and it names nobody else by that.
            return TryReadName(authority, out var name) && SpiffeId.TryParse(name.EndsWith('/') ? name[..^1] : name, out var id) ? id.TrustDomain : null;
        }
        catch (AsnContentException)
        {
            return null;
        }
    }

    /// <summary>Whether an authority may name workloads of a trust domain: one that names a trust domain names nobody of another (SPIFFE federation keeps a bundle for each).</summary>
    public static bool MayName(X509Certificate2 authority, string trustDomain) => TrustDomainOf(authority) is not { } own || string.Equals(own, trustDomain, StringComparison.Ordinal);

    public bool HoldsAt(DateTimeOffset time) => time >= NotBefore && time <= NotAfter;

    private static bool TryReadId(X509Certificate2 certificate, out SpiffeId id)
    {
        id = default;
        return TryReadName(certificate, out var name) && SpiffeId.TryParse(name, out id);
    }

    private static bool TryReadName(X509Certificate2 certificate, [NotNullWhen(true)] out string? name)
    {
        name = null;
        X509Extension? names = null;
        foreach (var extension in certificate.Extensions)
        {
            if (string.Equals(extension.Oid?.Value, SubjectAlternativeName, StringComparison.Ordinal))
            {
                if (names is not null)
                {
                    return false;
                }

                names = extension;
            }
        }

        return names is not null && TryReadUri(names.RawData, out name);
    }

    private static bool TryReadUri(byte[] names, [NotNullWhen(true)] out string? uri)
    {
        uri = null;
        var reader = new AsnReader(names, AsnEncodingRules.DER);
        var list = reader.ReadSequence();
        reader.ThrowIfNotEmpty();
        while (list.HasData)
        {
            if (!list.PeekTag().HasSameClassAndValue(UriName))
            {
                list.ReadEncodedValue();
            }
            else if (uri is null)
            {
                uri = list.ReadCharacterString(UniversalTagNumber.IA5String, UriName);
            }
            else
            {
                uri = null;
                return false;
            }
        }

        return uri is not null;
    }
}
