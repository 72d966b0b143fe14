using MeshFunctions.Headers.Certificates;

namespace MeshFunctions.Tests.Headers.Certificates;

public sealed class TrustBundleFileTests : IDisposable
{
    private readonly BundleScene _scene = new();
    private readonly MeshCa _next = MeshCa.Create("CN=next CA");

    public void Dispose()
    {
        _scene.Dispose();
        _next.Dispose();
    }

    [Fact]
    public void Current_follows_the_file_once_two_looks_agree()
    {
        var (old, young) = (_scene.Authority.Issue(), _next.Issue());
        _scene.Checker.Check(old).Holds.ShouldBeTrue();

        _scene.Write(_next.Pem);
        _scene.Clock.Advance(TrustBundleFile.Interval);
        _scene.Checker.Check(young).Holds.ShouldBeFalse("it may still be being written");
        _scene.Clock.Advance(TrustBundleFile.Interval);

        _scene.Checker.Check(young).Holds.ShouldBeTrue();
        _scene.Checker.Check(old).Refusal.ShouldBe(CertificateRefusal.UnknownIssuer, "what an authority signed falls with it");
    }

    [Fact]
    public void Current_bad_file_leaves_the_bundle_before_and_is_logged_once()
    {
        var pem = _scene.Authority.Pem + _next.Pem;
        using var leaf = System.Security.Cryptography.X509Certificates.X509CertificateLoader.LoadCertificate(_next.Issue());
        using var middle = _scene.Authority.Intermediate("CN=middle");
        string[] bad =
        [
            "", "garbage", pem[..^30], pem[..(pem.Length / 4)], pem.Replace("CERTIFICATE", "TRUSTED CERTIFICATE", StringComparison.Ordinal),
            pem + leaf.ExportCertificatePem(), middle.Pem, new string('a', TrustBundle.MaxLength + 1),
        ];
        foreach (var content in bad)
        {
            _scene.Write(content);
            _scene.Settle();
            _scene.Checker.Check(_scene.Authority.Issue()).Holds.ShouldBeTrue();
            _scene.Checker.Check(_next.Issue()).Holds.ShouldBeFalse();
        }

        File.Delete(_scene.BundleFile);
        _scene.Settle();
        _scene.Checker.Check(_scene.Authority.Issue()).Holds.ShouldBeTrue();
        _scene.Log.Lines.Where(static line => line.StartsWith("Error 1303 ", StringComparison.Ordinal)).ShouldHaveSingleItem();

        _scene.Write(pem);
        _scene.Settle();
        _scene.Checker.Check(_next.Issue()).Holds.ShouldBeTrue("control");
        _scene.Write("garbage");
        _scene.Settle();
        _scene.Log.Lines.Count(static line => line.StartsWith("Error 1303 ", StringComparison.Ordinal)).ShouldBe(2, "the next trouble is told again");
    }

    [Fact]
    public void Current_is_followed_through_the_links_of_a_mounted_secret()
    {
        var folder = Directory.CreateTempSubdirectory("mesh-links-");
        try
        {
            foreach (var (version, pem) in new[] { ("v1", _scene.Authority.Pem), ("v2", _next.Pem) })
            {
                folder.CreateSubdirectory(version);
                File.WriteAllText(Path.Combine(folder.FullName, version, "ca.pem"), pem);
            }

            var data = Path.Combine(folder.FullName, "data");
            Directory.CreateSymbolicLink(data, "v1");
            var link = Path.Combine(folder.FullName, "ca.pem");
            File.CreateSymbolicLink(link, "data/ca.pem");
            using var file = new TrustBundleFile(link, _scene.Clock, _scene.Log);
            var first = file.Current.ShouldNotBeNull();

            Directory.Delete(data);
            Directory.CreateSymbolicLink(data, "v2");
            _scene.Settle();

            file.Current.ShouldNotBeNull().ShouldNotBeSameAs(first);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void Current_is_null_until_there_is_a_file()
    {
        var path = _scene.BundleFile + ".later";
        using var file = new TrustBundleFile(path, _scene.Clock, _scene.Log);
        file.Current.ShouldBeNull();
        new CertificateChecker(file, _scene.Clock).Check(_scene.Authority.Issue()).Refusal.ShouldBe(CertificateRefusal.NoBundle);

        File.WriteAllText(path, _scene.Authority.Pem);
        _scene.Settle();

        file.Current.ShouldNotBeNull().Count.ShouldBe(1);
    }

    [Fact]
    public async Task Current_changes_while_certificates_are_checked_and_none_is_dropped()
    {
        var (ours, cancellation) = (_scene.Authority.Issue(), TestContext.Current.CancellationToken);
        using var stop = new CancellationTokenSource();
        var requests = Task.Run(
            () =>
            {
                var checks = 0;
                while (!stop.IsCancellationRequested || checks < 100)
                {
                    _scene.Checker.Check(ours).Holds.ShouldBeTrue();
                    checks++;
                }

                return checks;
            },
            cancellation);
        for (var change = 0; change < 20; change++)
        {
            _scene.Write(change % 2 == 0 ? _scene.Authority.Pem + _next.Pem : _scene.Authority.Pem);
            _scene.Settle();
        }

        await stop.CancelAsync();
        (await requests).ShouldBeGreaterThanOrEqualTo(100);
        _scene.Log.Lines.Count(static line => line.StartsWith("Information 1302 ", StringComparison.Ordinal)).ShouldBe(21);
    }
}
