using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace MeshFunctions.Headers.Certificates;

/// <summary>The authorities that are trusted, and nothing else: roots and the intermediates below them. Immutable.</summary>
internal sealed class TrustBundle
{
    /// <summary>Longest PEM text that is read, in characters.</summary>
    public const int MaxLength = 1024 * 1024;

    private const string Label = "CERTIFICATE";

    private readonly ImmutableArray<X509Certificate2> _authorities;

    private TrustBundle(ImmutableArray<X509Certificate2> authorities) => _authorities = authorities;

    public int Count => _authorities.Length;

    /// <summary>The trust domains that its authorities name; those that name none count for none.</summary>
    public IReadOnlyCollection<string> TrustDomains => [.. _authorities.Select(CertificateIdentity.TrustDomainOf).OfType<string>().Distinct(StringComparer.Ordinal)];

    /// <summary>
    /// Reads PEM; never throws. Text between the blocks is ignored, but one that cannot be read, is cut short or is no authority spoils the whole: a part
    /// of a bundle is not a bundle. At least one root must be among them.
    /// </summary>
    public static bool TryParse(ReadOnlySpan<char> pem, [NotNullWhen(true)] out TrustBundle? bundle)
    {
        bundle = null;
        if (pem.Length > MaxLength)
        {
            return false;
        }

        var authorities = ImmutableArray.CreateBuilder<X509Certificate2>();
        var blocks = pem.Count("-----BEGIN ");
        var rest = pem;
        while (PemEncoding.TryFind(rest, out var fields))
        {
            if (!rest[fields.Label].SequenceEqual(Label) || Load(rest[fields.Base64Data]) is not { } authority)
            {
                return false;
            }

            authorities.Add(authority);
            rest = rest[fields.Location.End..];
        }

        if (authorities.Count != blocks || !authorities.Any(CertificateFacts.IsSelfIssued))
        {
            return false;
        }

        bundle = new TrustBundle(authorities.ToImmutable());
        return true;
    }

    /// <summary>The authorities of the name and, where both sides tell, the key id of the issuer of <paramref name="certificate"/>.</summary>
    public IEnumerable<X509Certificate2> IssuersOf(X509Certificate2 certificate)
    {
        var name = certificate.IssuerName.RawData;
        var key = certificate.Extensions.OfType<X509AuthorityKeyIdentifierExtension>().FirstOrDefault()?.KeyIdentifier;
        return _authorities.Where(authority => authority.SubjectName.RawData.AsSpan().SequenceEqual(name) && HasKey(authority, key));
    }

    public bool Holds(X509Certificate2 certificate) => _authorities.Any(authority => authority.RawDataMemory.Span.SequenceEqual(certificate.RawDataMemory.Span));

    public void AddTo(X509ChainPolicy policy)
    {
        policy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        foreach (var authority in _authorities)
        {
            (CertificateFacts.IsSelfIssued(authority) ? policy.CustomTrustStore : policy.ExtraStore).Add(authority);
        }
    }

    private static bool HasKey(X509Certificate2 authority, ReadOnlyMemory<byte>? key) =>
        key is not { } id
        || authority.Extensions.OfType<X509SubjectKeyIdentifierExtension>().FirstOrDefault() is not { } own
        || own.SubjectKeyIdentifierBytes.Span.SequenceEqual(id.Span);

    private static X509Certificate2? Load(ReadOnlySpan<char> base64)
    {
        try
        {
            var authority = X509CertificateLoader.LoadCertificate(Convert.FromBase64String(base64.ToString()));
            return authority.Extensions.OfType<X509BasicConstraintsExtension>().Any(static constraint => constraint.CertificateAuthority) ? authority : null;
        }
        catch (Exception exception) when (exception is CryptographicException or FormatException)
        {
            return null;
        }
    }
}
