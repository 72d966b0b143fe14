using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace MeshFunctions.Headers.Certificates;

/// <summary>What the rules ask of single certificates.</summary>
internal static class CertificateFacts
{
    public const string ClientAuthentication = "1.3.6.1.5.5.7.3.2";

    private const string SubjectAlternativeName = "2.5.29.17";
    private const int MinRsaBits = 2048;
    private const int MinCurveBits = 256;
    private const X509KeyUsageFlags SigningUsages = X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign;

    /// <summary>Whether an extension is there twice.</summary>
    public static bool RepeatsExtension(X509Certificate2 certificate) =>
        certificate.Extensions.DistinctBy(static extension => extension.Oid?.Value, StringComparer.Ordinal).Count() != certificate.Extensions.Count;

    /// <summary>Whether it may sign certificates or revocation lists, by constraint or by usage.</summary>
    public static bool IsAuthority(X509Certificate2 certificate)
    {
        foreach (var extension in certificate.Extensions)
        {
            if (extension is X509BasicConstraintsExtension { CertificateAuthority: true }
                || (extension is X509KeyUsageExtension usage && (usage.KeyUsages & SigningUsages) != X509KeyUsageFlags.None))
            {
                return true;
            }
        }

        return false;
    }

    public static bool IsForClients(X509Certificate2 certificate) =>
        certificate.Extensions.OfType<X509EnhancedKeyUsageExtension>().Any(static usage =>
            usage.EnhancedKeyUsages.Cast<Oid>().Any(static purpose => string.Equals(purpose.Value, ClientAuthentication, StringComparison.Ordinal)));

    public static bool HasStrongKey(X509Certificate2 certificate)
    {
        using var rsa = certificate.GetRSAPublicKey();
        if (rsa is not null)
        {
            return rsa.KeySize >= MinRsaBits;
        }

        using var ecdsa = certificate.GetECDsaPublicKey();
        return ecdsa is not null && ecdsa.KeySize >= MinCurveBits;
    }

    public static bool IsSelfIssued(X509Certificate2 certificate) =>
        certificate.SubjectName.RawData.AsSpan().SequenceEqual(certificate.IssuerName.RawData);

    /// <summary>The content of the subject alternative name; null where there is none.</summary>
    public static byte[]? AlternativeNames(X509Certificate2 certificate) =>
        certificate.Extensions.FirstOrDefault(static extension => string.Equals(extension.Oid?.Value, SubjectAlternativeName, StringComparison.Ordinal))?.RawData;

    public static DateTimeOffset Start(X509Certificate2 certificate) => new(certificate.NotBefore.ToUniversalTime(), TimeSpan.Zero);

    public static DateTimeOffset End(X509Certificate2 certificate) => new(certificate.NotAfter.ToUniversalTime(), TimeSpan.Zero);
}
