using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace LocalCloud.Pki;

/// <summary>A certificate authority for one test or one demo: ECDSA P-256, short lives, its key never leaves memory.</summary>
public sealed class ThrowawayCa : IDisposable
{
    private static readonly TimeSpan Backdated = TimeSpan.FromMinutes(5);

    private readonly TimeProvider _timeProvider;

    private ThrowawayCa(X509Certificate2 certificate, TimeProvider timeProvider)
    {
        Certificate = certificate;
        _timeProvider = timeProvider;
    }

    /// <summary>The CA's certificate, with its private key.</summary>
    public X509Certificate2 Certificate { get; }

    /// <summary>The CA's certificate as PEM, without the key.</summary>
    public string CertificatePem => Certificate.ExportCertificatePem();

    /// <summary>Makes a CA that is valid for two days, from five minutes ago.</summary>
    /// <param name="commonName">Its name, for people to read.</param>
    /// <param name="timeProvider">The clock; default the system's. TLS checks with the system's clock, whatever is given here.</param>
    /// <returns>The CA.</returns>
    public static ThrowawayCa Create(string commonName, TimeProvider? timeProvider = null)
    {
        timeProvider ??= TimeProvider.System;
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest(Name(commonName), key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(X509BasicConstraintsExtension.CreateForCertificateAuthority(pathLengthConstraint: 0));
        request.CertificateExtensions.Add(
            new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, critical: true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, critical: false));
        var now = timeProvider.GetUtcNow();
        return new ThrowawayCa(request.CreateSelfSigned(now - Backdated, now + TimeSpan.FromDays(2)), timeProvider);
    }

    /// <summary>Issues a leaf for servers and clients alike, valid from five minutes ago.</summary>
    /// <param name="names">Its names.</param>
    /// <param name="lifetime">From now to its end; negative for one that has expired. Default one day.</param>
    /// <returns>The leaf with its private key.</returns>
    public ThrowawayLeaf Issue(LeafNames names, TimeSpan? lifetime = null)
    {
        ArgumentNullException.ThrowIfNull(names);
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest(Name(names.CommonName), key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(X509BasicConstraintsExtension.CreateForEndEntity(critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, critical: true));
        request.CertificateExtensions.Add(
            new X509EnhancedKeyUsageExtension([new("1.3.6.1.5.5.7.3.1"), new("1.3.6.1.5.5.7.3.2")], critical: false));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, critical: false));
        request.CertificateExtensions.Add(
            X509AuthorityKeyIdentifierExtension.CreateFromCertificate(Certificate, includeKeyIdentifier: true, includeIssuerAndSerial: false));
        if (AlternativeNames(names) is { } alternative)
        {
            request.CertificateExtensions.Add(alternative);
        }

        var end = _timeProvider.GetUtcNow() + (lifetime ?? TimeSpan.FromDays(1));
        var begin = lifetime < TimeSpan.Zero ? end - TimeSpan.FromMinutes(1) : _timeProvider.GetUtcNow() - Backdated;
        using var certificate = request.Create(Certificate, begin, end, RandomNumberGenerator.GetBytes(16));
        return new ThrowawayLeaf(certificate.CopyWithPrivateKey(key));
    }

    /// <summary>Writes the CA's certificate to a PEM file.</summary>
    /// <param name="path">The file; replaced if it exists.</param>
    public void WriteCertificate(string path) => File.WriteAllText(path, CertificatePem);

    /// <inheritdoc/>
    public void Dispose() => Certificate.Dispose();

    private static X500DistinguishedName Name(string commonName)
    {
        var builder = new X500DistinguishedNameBuilder();
        builder.AddCommonName(commonName);
        return builder.Build();
    }

    private static X509Extension? AlternativeNames(LeafNames names)
    {
        var builder = new SubjectAlternativeNameBuilder();
        foreach (var name in names.Dns)
        {
            builder.AddDnsName(name);
        }

        foreach (var address in names.Addresses)
        {
            builder.AddIpAddress(address);
        }

        foreach (var uri in names.Uris)
        {
            builder.AddUri(uri);
        }

        return names.Dns.Count + names.Addresses.Count + names.Uris.Count == 0 ? null : builder.Build();
    }
}
