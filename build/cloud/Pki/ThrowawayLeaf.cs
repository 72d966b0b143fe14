using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace LocalCloud.Pki;

/// <summary>A leaf certificate with its private key.</summary>
public sealed class ThrowawayLeaf : IDisposable
{
    internal ThrowawayLeaf(X509Certificate2 certificate) => Certificate = certificate;

    /// <summary>The certificate, with its private key.</summary>
    public X509Certificate2 Certificate { get; }

    /// <summary>The certificate as PEM, without the key.</summary>
    public string CertificatePem => Certificate.ExportCertificatePem();

    /// <summary>Writes the certificate and its key (PKCS #8) as PEM files; the key's mode is 0600 from its creation on.</summary>
    /// <param name="certificatePath">The certificate's file; replaced if it exists.</param>
    /// <param name="keyPath">The key's file; replaced if it exists.</param>
    public void WriteFiles(string certificatePath, string keyPath)
    {
        File.WriteAllText(certificatePath, CertificatePem);
        using var key = Certificate.GetECDsaPrivateKey() ?? throw new InvalidOperationException("The leaf has no EC key.");
        File.Delete(keyPath);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using var writer = new StreamWriter(keyPath, options);
        writer.Write(key.ExportPkcs8PrivateKeyPem());
    }

    /// <inheritdoc/>
    public void Dispose() => Certificate.Dispose();
}
