using System.Net;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using LocalCloud.Configuration;
using LocalCloud.Pki;

namespace LocalCloud.Hosting;

/// <summary>The server certificate: of the configuration, or of a CA made for this host alone.</summary>
internal sealed class HostCertificate : IDisposable
{
    private readonly DirectoryInfo? _folder;

    private HostCertificate(X509Certificate2 leaf, X509Certificate2Collection intermediates, ThrowawayCa? authority, DirectoryInfo? folder)
    {
        Leaf = leaf;
        Intermediates = intermediates;
        Authority = authority;
        _folder = folder;
    }

    /// <summary>The leaf with its key.</summary>
    public X509Certificate2 Leaf { get; }

    public X509Certificate2Collection Intermediates { get; }

    public ThrowawayCa? Authority { get; }

    public string? CaFile => _folder is null ? null : Path.Combine(_folder.FullName, "ca.pem");

    public static HostCertificate For(CloudConfig config) =>
        config.CertificateFile is null ? Throwaway(config.Url) : FromFiles(config.CertificateFile, config.KeyFile!);

    /// <summary>An HTTP handler that follows no redirect and trusts only the host's own CA; where there is none, what the process trusts.</summary>
    public SocketsHttpHandler CreateHandler()
    {
        var handler = new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false, AutomaticDecompression = DecompressionMethods.None };
        if (Authority is not null)
        {
            handler.SslOptions = new SslClientAuthenticationOptions
            {
                CertificateChainPolicy = new X509ChainPolicy
                {
                    TrustMode = X509ChainTrustMode.CustomRootTrust,
                    CustomTrustStore = { Authority.Certificate },
                    RevocationMode = X509RevocationMode.NoCheck,
                },
            };
        }

        return handler;
    }

    public void Dispose()
    {
        Leaf.Dispose();
        foreach (var certificate in Intermediates)
        {
            certificate.Dispose();
        }

        Authority?.Dispose();
        _folder?.Delete(recursive: true);
    }

    private static HostCertificate Throwaway(Uri url)
    {
        var authority = ThrowawayCa.Create("Local cloud CA");
        using var leaf = authority.Issue(new LeafNames
        {
            CommonName = "Local cloud",
            Dns = ["localhost"],
            Addresses = [IPAddress.Parse(url.Host.Trim('[', ']'))],
        });
        var folder = Directory.CreateTempSubdirectory("local-cloud-");
        authority.WriteCertificate(Path.Combine(folder.FullName, "ca.pem"));
        return new HostCertificate(new X509Certificate2(leaf.Certificate), [], authority, folder);
    }

    private static HostCertificate FromFiles(string certificateFile, string keyFile)
    {
        try
        {
            var chain = new X509Certificate2Collection();
            chain.ImportFromPemFile(certificateFile);
            return new HostCertificate(
                X509Certificate2.CreateFromPemFile(certificateFile, keyFile), [.. chain.Skip(1)], authority: null, folder: null);
        }
        catch (Exception fault) when (fault is CryptographicException or IOException or UnauthorizedAccessException)
        {
            throw new InvalidDataException("certificateFile, keyFile: not readable as a PEM certificate with its key", fault);
        }
    }
}
