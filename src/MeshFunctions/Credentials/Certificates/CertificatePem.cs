using System.Diagnostics.CodeAnalysis;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace MeshFunctions.Credentials.Certificates;

/// <summary>Reads a certificate with its intermediates and its private key from PEM (RFC 7468), all of it or nothing. Never throws.</summary>
internal static class CertificatePem
{
    private const string CertificateLabel = "CERTIFICATE";
    private static readonly string[] KeyLabels = ["PRIVATE KEY", "EC PRIVATE KEY", "RSA PRIVATE KEY"];

    /// <summary>Null, with the reason, unless both texts are whole and the key is that of the first certificate. Other blocks, such as EC PARAMETERS, are passed over.</summary>
    public static CertificateLease? Read(ReadOnlySpan<char> certificates, ReadOnlySpan<char> key, out string? why)
    {
        why = null;
        if (Labels(certificates) is not { } found || Labels(key) is not { } keys)
        {
            why = "a PEM block is cut short";
        }
        else if (!found.Contains(CertificateLabel, StringComparer.Ordinal))
        {
            why = "there is no PEM block CERTIFICATE";
        }
        else if (!keys.Intersect(KeyLabels, StringComparer.Ordinal).Any())
        {
            why = "there is no PEM block with an unencrypted private key";
        }
        else
        {
            try
            {
                return new(Leaf(certificates, key), Intermediates(certificates));
            }
            catch (Exception failure) when (failure is CryptographicException or ArgumentException or FormatException or NotSupportedException or AuthenticationException)
            {
                why = "the private key is not that of the certificate, one of them cannot be read, or TLS cannot use them";
            }
        }

        return null;
    }

    // Null where something begins that does not end.
    private static List<string>? Labels(ReadOnlySpan<char> pem)
    {
        List<string> labels = [];
        var rest = pem;
        while (PemEncoding.TryFind(rest, out var fields))
        {
            labels.Add(rest[fields.Label].ToString());
            rest = rest[fields.Location.End..];
        }

        return labels.Count == pem.Count("-----BEGIN ") && !rest.Contains('-') ? labels : null;
    }

    [SuppressMessage("Reliability", "CA2000:Dispose objects before losing scope", Justification = "Lives as long as connections that show it.")]
    private static X509Certificate2 Leaf(ReadOnlySpan<char> certificates, ReadOnlySpan<char> key)
    {
        var leaf = X509Certificate2.CreateFromPem(certificates, key);
        if (!OperatingSystem.IsWindows())
        {
            return leaf;
        }

        // TLS on Windows cannot use a key that is in memory only.
        using (leaf)
        {
            var store = leaf.Export(X509ContentType.Pkcs12);
            try
            {
                return X509CertificateLoader.LoadPkcs12(store, null);
            }
            finally
            {
                CryptographicOperations.ZeroMemory(store);
            }
        }
    }

    private static List<X509Certificate2> Intermediates(ReadOnlySpan<char> certificates)
    {
        List<X509Certificate2> intermediates = [];
        var isLeaf = true;
        while (PemEncoding.TryFind(certificates, out var fields))
        {
            if (certificates[fields.Label].SequenceEqual(CertificateLabel))
            {
                if (!isLeaf)
                {
                    intermediates.Add(X509CertificateLoader.LoadCertificate(Convert.FromBase64String(certificates[fields.Base64Data].ToString())));
                }

                isLeaf = false;
            }

            certificates = certificates[fields.Location.End..];
        }

        return intermediates;
    }
}
