using MeshFunctions.Headers.Certificates;
using MeshFunctions.Tests.Credentials;

namespace MeshFunctions.Tests.Headers.Certificates;

/// <summary>An authority, its bundle in a file, and a checker against it.</summary>
internal sealed class BundleScene : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("mesh-bundle-");
    private readonly CertificateCheckers _checkers;

    public BundleScene()
    {
        Write(Authority.Pem);
        _checkers = new CertificateCheckers(Clock, Log);
        Checker = _checkers.For(BundleFile);
    }

    public MeshCa Authority { get; } = MeshCa.Create();

    public FakeClock Clock { get; } = new(MeshCa.Now);

    public RecordedLog<CertificateCheckers> Log { get; } = new();

    public CertificateChecker Checker { get; }

    public string BundleFile => Path.Combine(_folder.FullName, "bundle.pem");

    /// <summary>Replaces the file as an agent does: written beside it and renamed.</summary>
    public void Write(string pem)
    {
        File.WriteAllText(BundleFile + ".new", pem);
        File.Move(BundleFile + ".new", BundleFile, overwrite: true);
    }

    /// <summary>Lets the file be looked at twice.</summary>
    public void Settle() => Clock.Advance(TrustBundleFile.Interval * 2);

    public CertificateRefusal? Refusal(TestLeaf leaf) => Checker.Check(Authority.Issue(leaf)).Refusal;

    public void Dispose()
    {
        _checkers.Dispose();
        Authority.Dispose();
        _folder.Delete(recursive: true);
    }
}
