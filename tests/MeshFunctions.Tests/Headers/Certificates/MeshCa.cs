using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace MeshFunctions.Tests.Headers.Certificates;

/// <summary>An authority that issues good and bad leaves, in the years of the fake clock.</summary>
internal sealed class MeshCa : IDisposable
{
    public const string Name = "CN=mesh CA";

    public static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly AsymmetricAlgorithm _key;

    private MeshCa(X509Certificate2 certificate, AsymmetricAlgorithm key)
    {
        Certificate = certificate;
        _key = key;
    }

    public X509Certificate2 Certificate { get; }

    public string Pem => Certificate.ExportCertificatePem() + "\n";

    public static MeshCa Create(string name = Name, AsymmetricAlgorithm? key = null, HashAlgorithmName? hash = null, int? pathLength = null, string? trustDomain = null)
    {
        key ??= ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = Request(name, key);
        AddAuthority(request, pathLength);
        if (trustDomain is not null)
        {
            var names = new SubjectAlternativeNameBuilder();
            names.AddUri(new Uri($"spiffe://{trustDomain}"));
            request.CertificateExtensions.Add(names.Build());
        }

        return new(Sign(request, request.SubjectName, key, hash, Now.AddYears(-1), Now.AddYears(5)), key);
    }

    /// <summary>An authority below this one.</summary>
    public MeshCa Intermediate(string name, AsymmetricAlgorithm? key = null, DateTimeOffset? end = null, HashAlgorithmName? hash = null)
    {
        key ??= ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = Request(name, key);
        AddAuthority(request, pathLength: null);
        request.CertificateExtensions.Add(X509AuthorityKeyIdentifierExtension.CreateFromCertificate(Certificate, true, false));
        return new(Sign(request, Certificate.SubjectName, _key, hash, Now.AddYears(-1), end ?? Now.AddYears(4)), key);
    }

    /// <summary>A leaf in DER.</summary>
    public byte[] Issue(TestLeaf? leaf = null)
    {
        leaf ??= new TestLeaf();
        using var own = leaf.Key is null ? ECDsa.Create(ECCurve.NamedCurves.nistP256) : null;
        var request = Request(leaf.Subject, leaf.Key ?? own!);
        leaf.AddTo(request);
        if (leaf.HasAuthorityKeyId)
        {
            request.CertificateExtensions.Add(X509AuthorityKeyIdentifierExtension.CreateFromCertificate(Certificate, true, false));
        }

        using var certificate = Sign(request, Certificate.SubjectName, _key, leaf.Hash, leaf.NotBefore, leaf.NotAfter);
        return certificate.RawData;
    }

    public void Dispose()
    {
        Certificate.Dispose();
        _key.Dispose();
    }

    private static CertificateRequest Request(string name, AsymmetricAlgorithm key) => key switch
    {
        RSA rsa => new(name, rsa, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1),
        ECDsa ecdsa => new(name, ecdsa, HashAlgorithmName.SHA256),
        _ => throw new ArgumentOutOfRangeException(nameof(key)),
    };

    private static void AddAuthority(CertificateRequest request, int? pathLength)
    {
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, pathLength is not null, pathLength ?? 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, critical: true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, critical: false));
    }

    private static X509Certificate2 Sign(
        CertificateRequest request, X500DistinguishedName issuer, AsymmetricAlgorithm key, HashAlgorithmName? hash, DateTimeOffset from, DateTimeOffset until)
    {
        var generator = (key, hash == HashAlgorithmName.SHA1) switch
        {
            (RSA rsa, _) => X509SignatureGenerator.CreateForRSA(rsa, RSASignaturePadding.Pkcs1),
            (ECDsa ecdsa, true) => new Sha1Generator(ecdsa),
            _ => X509SignatureGenerator.CreateForECDsa((ECDsa)key),
        };
        return request.Create(issuer, generator, from, until, RandomNumberGenerator.GetBytes(16));
    }
}
