using System.Globalization;
using System.Security.Cryptography.X509Certificates;
using LocalCloud.Pki;
using MeshFunctions.Credentials;

namespace MeshFunctions.Tests.Credentials;

/// <summary>A folder into which an agent writes a certificate and its key, an authority that issues them, and leases that read them.</summary>
internal sealed class CertificateFolder : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("mesh-pair-");
    private readonly ThrowawayCa _authority;

    public CertificateFolder(RecordedMeters? meters = null)
    {
        _authority = ThrowawayCa.Create("mesh", Clock);
        Leases = new CertificateLeases(Clock, meters?.Meters, Log);
    }

    public FakeClock Clock { get; } = new();

    public RecordedLog<CertificateLeases> Log { get; } = new();

    public CertificateLeases Leases { get; }

    public string Root => _folder.FullName;

    public string CertificateFile => Path.Combine(Root, "tls.crt");

    public string KeyFile => Path.Combine(Root, "tls.key");

    public string AuthorityPem => _authority.CertificatePem;

    /// <summary>The name of the leaf in force, or why there is none.</summary>
    public string Used
    {
        get
        {
            try
            {
                return Leases.Get(CertificateFile, KeyFile).Certificate.Subject;
            }
            catch (LeaseUnavailableException none)
            {
                return none.Message;
            }
        }
    }

    public ThrowawayLeaf Issue(string name, TimeSpan? lifetime = null) => _authority.Issue(new LeafNames { CommonName = name }, lifetime);

    /// <summary>A new pair in the files.</summary>
    public ThrowawayLeaf Write(string name, TimeSpan? lifetime = null)
    {
        var leaf = Issue(name, lifetime);
        leaf.WriteFiles(CertificateFile, KeyFile);
        return leaf;
    }

    /// <summary>The name of the leaf in force once the files have been looked at as often as it takes to settle.</summary>
    public string Settled()
    {
        Look();
        return Look();
    }

    /// <summary>The name of the leaf in force after one more look.</summary>
    public string Look()
    {
        Clock.Advance(TimeSpan.FromSeconds(1));
        return Used;
    }

    /// <summary>How many lines of the log are of an event.</summary>
    public int Logged(int eventId)
    {
        var id = eventId.ToString(CultureInfo.InvariantCulture);
        return Log.Lines.Count(line => string.Equals(line.Split(' ')[1], id, StringComparison.Ordinal));
    }

    public static string KeyPem(ThrowawayLeaf leaf) => leaf.Certificate.GetECDsaPrivateKey()!.ExportPkcs8PrivateKeyPem();

    public void Dispose()
    {
        _authority.Dispose();
        _folder.Delete(recursive: true);
    }
}
