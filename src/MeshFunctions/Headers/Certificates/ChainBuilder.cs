using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace MeshFunctions.Headers.Certificates;

/// <summary>Builds chains to the roots of a bundle: nothing is downloaded, nobody is asked about revocation (leaves are short-lived).</summary>
internal static class ChainBuilder
{
    /// <summary>The first and last moment at which every link of the chain is valid, or why it does not hold.</summary>
    public static CertificateRefusal? Build(X509Certificate2 leaf, TrustBundle bundle, DateTimeOffset now, out DateTimeOffset from, out DateTimeOffset until)
    {
        (from, until) = (CertificateFacts.Start(leaf), CertificateFacts.End(leaf));
        using var chain = new X509Chain();
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.DisableCertificateDownloads = true;
        chain.ChainPolicy.VerificationTime = now.UtcDateTime;
        chain.ChainPolicy.VerificationTimeIgnored = false;
        chain.ChainPolicy.ApplicationPolicy.Add(new Oid(CertificateFacts.ClientAuthentication));
        bundle.AddTo(chain.ChainPolicy);
        try
        {
            if (!chain.Build(leaf))
            {
                return CertificateRefusal.Untrusted;
            }

            var trustDomain = CertificateIdentity.TrustDomainOf(leaf);
            for (var index = 1; index < chain.ChainElements.Count; index++)
            {
                var authority = chain.ChainElements[index].Certificate;
                if (Refuse(authority, isRoot: index == chain.ChainElements.Count - 1, bundle) is { } refusal)
                {
                    return refusal;
                }

                if (trustDomain is not null && !CertificateIdentity.MayName(authority, trustDomain))
                {
                    return CertificateRefusal.Untrusted;
                }

                from = Later(from, CertificateFacts.Start(authority));
                until = Earlier(until, CertificateFacts.End(authority));
            }

            return null;
        }
        catch (CryptographicException)
        {
            return CertificateRefusal.Untrusted;
        }
        finally
        {
            foreach (var element in chain.ChainElements)
            {
                element.Certificate.Dispose();
            }
        }
    }

    // The platform also looks into the user's own store for intermediates; what is not in the bundle is not trusted.
    private static CertificateRefusal? Refuse(X509Certificate2 authority, bool isRoot, TrustBundle bundle)
    {
        if (!bundle.Holds(authority))
        {
            return CertificateRefusal.Untrusted;
        }

        if (!isRoot && !CertificateSignature.IsStrong(authority.SignatureAlgorithm.Value))
        {
            return CertificateRefusal.WeakSignature;
        }

        return CertificateFacts.HasStrongKey(authority) ? null : CertificateRefusal.WeakKey;
    }

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;

    private static DateTimeOffset Earlier(DateTimeOffset one, DateTimeOffset other) => one < other ? one : other;
}
