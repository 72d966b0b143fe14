using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace MeshFunctions.Headers.Certificates;

/// <summary>Whom a certificate names (RFC 5280 §4.2.1.6), and which one it is.</summary>
internal sealed class CertificateNames
{
    private static readonly Asn1Tag DnsName = new(TagClass.ContextSpecific, 2);
    private static readonly Asn1Tag UriName = new(TagClass.ContextSpecific, 6);

    private CertificateNames(ImmutableArray<string> uris, ImmutableArray<string> dns, string sha256)
    {
        Spiffe = uris is [var uri] && SpiffeId.TryParse(uri, out var id) && id.Path.Length > 0 ? id : null;
        Uris = uris;
        Dns = dns;
        Sha256 = sha256;
    }

    /// <summary>The workload: set where there is exactly one URI and it is a SPIFFE id with a path (X509-SVID §2).</summary>
    public SpiffeId? Spiffe { get; }

    /// <summary>The URIs as they are written, of whatever scheme.</summary>
    public ImmutableArray<string> Uris { get; }

    /// <summary>The DNS names as they are written, wildcards among them.</summary>
    public ImmutableArray<string> Dns { get; }

    /// <summary>SHA-256 of the DER bytes, 64 lower-case hex digits.</summary>
    public string Sha256 { get; }

    /// <summary>Reads the content of a subject alternative name, or null where the certificate has none; never throws.</summary>
    public static bool TryRead(byte[]? alternatives, string sha256, [NotNullWhen(true)] out CertificateNames? names)
    {
        names = null;
        try
        {
            List<string> dns = [];
            List<string> uris = [];
            if (alternatives is not null)
            {
                var reader = new AsnReader(alternatives, AsnEncodingRules.DER);
                var list = reader.ReadSequence();
                reader.ThrowIfNotEmpty();
                while (list.HasData)
                {
                    ReadName(list, dns, uris);
                }
            }

            names = new CertificateNames([.. uris], [.. dns], sha256);
            return true;
        }
        catch (AsnContentException)
        {
            return false;
        }
    }

    /// <summary>Reads the names of one certificate in DER, valid or not; never throws.</summary>
    public static bool TryReadDer(ReadOnlySpan<byte> der, [NotNullWhen(true)] out CertificateNames? names)
    {
        names = null;
        try
        {
            AsnDecoder.ReadSequence(der, AsnEncodingRules.DER, out _, out _, out var consumed);
            using var certificate = X509CertificateLoader.LoadCertificate(der);
            return consumed == der.Length
                && TryRead(CertificateFacts.AlternativeNames(certificate), Convert.ToHexStringLower(SHA256.HashData(der)), out names);
        }
        catch (Exception exception) when (exception is CryptographicException or AsnContentException or ArgumentException)
        {
            return false;
        }
    }

    private static void ReadName(AsnReader list, List<string> dns, List<string> uris)
    {
        var tag = list.PeekTag();
        if (tag.HasSameClassAndValue(DnsName))
        {
            dns.Add(list.ReadCharacterString(UniversalTagNumber.IA5String, DnsName));
        }
        else if (tag.HasSameClassAndValue(UriName))
        {
            uris.Add(list.ReadCharacterString(UniversalTagNumber.IA5String, UriName));
        }
        else
        {
            list.ReadEncodedValue();
        }
    }
}
