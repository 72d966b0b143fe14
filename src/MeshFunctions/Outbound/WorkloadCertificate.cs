using System.Diagnostics.CodeAnalysis;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace MeshFunctions.Outbound;

/// <summary>This workload's leaf with its key, and what it trusts.</summary>
internal sealed class WorkloadCertificate
{
    private const string ServerAuthentication = "1.3.6.1.5.5.7.3.1";
    private readonly X509Certificate2Collection _bundle;

    private WorkloadCertificate(X509Certificate2Collection leaf, X509Certificate2Collection chain, X509Certificate2Collection bundle)
    {
        Leaf = SslStreamCertificateContext.Create(leaf[0], chain, offline: true);
        _bundle = bundle;
    }

    public SslStreamCertificateContext Leaf { get; }

    /// <summary>Trust in the bundle and in nothing else; leaves are short-lived, so nothing is asked about revocation and nothing is downloaded.</summary>
    public X509ChainPolicy TrustPolicy()
    {
        var policy = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            RevocationMode = X509RevocationMode.NoCheck,
            DisableCertificateDownloads = true,
        };
        policy.CustomTrustStore.AddRange(_bundle);
        policy.ApplicationPolicy.Add(new(ServerAuthentication));
        return policy;
    }

    public static WorkloadCertificate Load(string certificateFile, string keyFile, string bundleFile)
    {
        var bundle = new X509Certificate2Collection();
        bundle.ImportFromPemFile(bundleFile);
        if (bundle.Count == 0)
        {
            throw new InvalidDataException("The bundle holds no certificate.");
        }

        var chain = new X509Certificate2Collection();
        chain.ImportFromPemFile(certificateFile);
        return new(LoadLeaf(certificateFile, keyFile), chain, bundle);
    }

    [SuppressMessage("Reliability", "CA2000:Dispose objects before losing scope", Justification = "Lives as long as connections that show it.")]
    private static X509Certificate2Collection LoadLeaf(string certificateFile, string keyFile)
    {
        if (!OperatingSystem.IsWindows())
        {
            return [X509Certificate2.CreateFromPemFile(certificateFile, keyFile)];
        }

        // TLS on Windows cannot use a key that is in memory only.
        using var leaf = X509Certificate2.CreateFromPemFile(certificateFile, keyFile);
        return [X509CertificateLoader.LoadPkcs12(leaf.Export(X509ContentType.Pkcs12), null)];
    }
}
