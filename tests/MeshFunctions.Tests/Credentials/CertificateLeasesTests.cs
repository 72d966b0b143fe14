using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using MeshFunctions.Credentials;
using MeshFunctions.Credentials.Certificates;
using MeshFunctions.Credentials.Leases;
using MeshFunctions.Diagnostics;

namespace MeshFunctions.Tests.Credentials;

public sealed class CertificateLeasesTests : IDisposable
{
    private readonly RecordedMeters _meters = new();
    private readonly CertificateFolder _folder;

    public CertificateLeasesTests() => _folder = new(_meters);

    public void Dispose()
    {
        _folder.Dispose();
        _meters.Dispose();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void T65_files_replaced_one_by_one_leave_the_old_pair_until_both_are_there(bool keyFirst)
    {
        using var old = _folder.Write("old");
        _folder.Used.ShouldBe("CN=old");
        using var next = _folder.Issue("next");
        Action[] writes =
        [
            () => File.WriteAllText(_folder.KeyFile, CertificateFolder.KeyPem(next)),
            () => File.WriteAllText(_folder.CertificateFile, next.CertificatePem),
        ];

        writes[keyFirst ? 0 : 1]();
        _folder.Settled().ShouldBe("CN=old");
        _folder.Settled().ShouldBe("CN=old");
        writes[keyFirst ? 1 : 0]();

        _folder.Settled().ShouldBe("CN=next");
        _folder.Logged(EventIds.CertificateRefused).ShouldBe(1, "once, however often it is looked at");
    }

    [Fact]
    public void T65_truncated_files_leave_the_old_pair_at_every_length()
    {
        using var old = _folder.Write("old");
        _folder.Used.ShouldBe("CN=old");
        using var next = _folder.Issue("next");
        var certificates = next.CertificatePem + "\n" + _folder.AuthorityPem + "\n";
        var key = CertificateFolder.KeyPem(next) + "\n";

        for (var length = 0; length < certificates.Length - 2; length += 7)
        {
            // Whole blocks are not cut short; that the second is missing nobody can see.
            if (length < next.CertificatePem.Length || length > next.CertificatePem.Length + 1)
            {
                File.WriteAllText(_folder.CertificateFile, certificates[..length]);
                File.WriteAllText(_folder.KeyFile, key);
                _folder.Settled().ShouldBe("CN=old", $"certificates cut at {length}");
            }
        }

        for (var length = 0; length < key.Length - 2; length += 7)
        {
            File.WriteAllText(_folder.CertificateFile, certificates);
            File.WriteAllText(_folder.KeyFile, key[..length]);
            _folder.Settled().ShouldBe("CN=old", $"key cut at {length}");
        }

        File.WriteAllText(_folder.KeyFile, key);
        _folder.Settled().ShouldBe("CN=next", "control");
        _folder.Leases.Get(_folder.CertificateFile, _folder.KeyFile).Intermediates.Count.ShouldBe(1);
    }

    [Fact]
    public void T65_file_that_is_still_being_written_is_not_taken_before_two_looks_agree()
    {
        using var old = _folder.Write("old");
        _folder.Used.ShouldBe("CN=old");

        using var next = _folder.Write("next");
        _folder.Look().ShouldBe("CN=old");
        File.AppendAllText(_folder.CertificateFile, "\n" + _folder.AuthorityPem);
        _folder.Look().ShouldBe("CN=old");

        _folder.Look().ShouldBe("CN=next");
    }

    [Fact]
    public void T65_wrong_pair_leaves_the_old_one_in_force()
    {
        using var old = _folder.Write("old");
        _folder.Used.ShouldBe("CN=old");
        using var next = _folder.Issue("next");
        using var other = _folder.Issue("other");
        File.WriteAllText(_folder.CertificateFile, next.CertificatePem);
        File.WriteAllText(_folder.KeyFile, CertificateFolder.KeyPem(other));

        _folder.Settled().ShouldBe("CN=old");

        _folder.Log.Lines[^1].ShouldContain("not that of the certificate");
    }

    [Fact]
    public void T65_deleted_files_leave_the_old_pair_until_it_expires()
    {
        using var old = _folder.Write("old", TimeSpan.FromHours(1));
        _folder.Used.ShouldBe("CN=old");

        File.Delete(_folder.KeyFile);
        _folder.Settled().ShouldBe("CN=old");
        File.Delete(_folder.CertificateFile);
        _folder.Settled().ShouldBe("CN=old");
        _folder.Clock.Advance(TimeSpan.FromHours(1));
        _folder.Used.ShouldContain("expired");

        using var next = _folder.Write("next");
        _folder.Used.ShouldBe("CN=next", "whoever has nothing to go on with does not wait");
    }

    [Fact]
    public void T65_files_renamed_into_place_are_taken_once_both_are_there()
    {
        using var old = _folder.Write("old");
        _folder.Used.ShouldBe("CN=old");
        using var next = _folder.Issue("next");
        next.WriteFiles(_folder.CertificateFile + ".new", _folder.KeyFile + ".new");

        File.Move(_folder.KeyFile + ".new", _folder.KeyFile, overwrite: true);
        _folder.Settled().ShouldBe("CN=old");
        File.Move(_folder.CertificateFile + ".new", _folder.CertificateFile, overwrite: true);

        _folder.Settled().ShouldBe("CN=next");
    }

    [Fact]
    public void T65_link_above_the_files_that_moves_is_seen()
    {
        var data = Path.Combine(_folder.Root, "..data");
        var certificate = Path.Combine(data, "tls.crt");
        var key = Path.Combine(data, "tls.key");
        Link("one");
        _folder.Leases.Get(certificate, key).Certificate.Subject.ShouldBe("CN=one");

        Link("two");
        _folder.Leases.Get(certificate, key).Certificate.Subject.ShouldBe("CN=one");
        _folder.Clock.Advance(FileLease<CertificateLease>.Interval);
        _folder.Leases.Get(certificate, key);
        _folder.Clock.Advance(FileLease<CertificateLease>.Interval);

        _folder.Leases.Get(certificate, key).Certificate.Subject.ShouldBe("CN=two");

        void Link(string name)
        {
            var version = Directory.CreateDirectory(Path.Combine(_folder.Root, name)).FullName;
            using var leaf = _folder.Issue(name);
            leaf.WriteFiles(Path.Combine(version, "tls.crt"), Path.Combine(version, "tls.key"));
            File.Delete(data);
            Directory.CreateSymbolicLink(data, version);
        }
    }

    [Fact]
    public void T65_warnings_come_once_for_each_threshold_and_the_gauge_counts_down()
    {
        using var leaf = _folder.Write("old", TimeSpan.FromHours(10));
        _folder.Used.ShouldBe("CN=old");
        _meters.Gauge("mesh.certificate.expiry").ShouldBe([36_000]);

        Advance(TimeSpan.FromHours(7.5));
        _folder.Logged(EventIds.CertificateExpiring).ShouldBe(0);
        Advance(TimeSpan.FromHours(1));
        _folder.Logged(EventIds.CertificateExpiring).ShouldBe(1);
        Advance(TimeSpan.FromHours(1.2));
        _folder.Logged(EventIds.CertificateExpiring).ShouldBe(2);
        _meters.Gauge("mesh.certificate.expiry").Single().ShouldBeInRange(900, 1_080);
        Advance(TimeSpan.FromHours(1));

        _folder.Logged(EventIds.CertificateExpiring).ShouldBe(2);
        _folder.Logged(EventIds.CertificateExpired).ShouldBe(1);
        _meters.Gauge("mesh.certificate.expiry").Single().ShouldBeNegative();

        void Advance(TimeSpan by)
        {
            _folder.Clock.Advance(by);
            for (var use = 0; use < 3; use++)
            {
                _folder.Look();
            }
        }
    }

    [Fact]
    public void T65_pair_that_is_not_valid_yet_or_not_any_more_replaces_none_that_is()
    {
        using var old = _folder.Write("old");
        _folder.Used.ShouldBe("CN=old");

        using var past = _folder.Write("past", TimeSpan.FromSeconds(-1));
        _folder.Settled().ShouldBe("CN=old");
        _folder.Clock.Advance(TimeSpan.FromHours(2));
        using var future = _folder.Write("future");
        _folder.Clock.Set(_folder.Clock.GetUtcNow() - TimeSpan.FromHours(1));
        _folder.Settled().ShouldBe("CN=old");
        _folder.Clock.Set(_folder.Clock.GetUtcNow() + TimeSpan.FromHours(1));

        _folder.Settled().ShouldBe("CN=future");
    }

    [Theory]
    [InlineData("pkcs8")]
    [InlineData("pkcs1")]
    [InlineData("sec1")]
    public void Get_reads_every_usual_form_of_key(string form)
    {
        using var rsa = RSA.Create(2048);
        using var ec = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = form is "sec1"
            ? new CertificateRequest("CN=own", ec, HashAlgorithmName.SHA256)
            : new CertificateRequest("CN=own", rsa, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var now = _folder.Clock.GetUtcNow();
        using var certificate = request.CreateSelfSigned(now.AddMinutes(-5), now.AddDays(1));
        File.WriteAllText(_folder.CertificateFile, "Subject: own\n" + certificate.ExportCertificatePem());
        File.WriteAllText(_folder.KeyFile, form switch
        {
            "pkcs1" => rsa.ExportRSAPrivateKeyPem(),
            "sec1" => "-----BEGIN EC PARAMETERS-----\nBggqhkjOPQMBBw==\n-----END EC PARAMETERS-----\n" + ec.ExportECPrivateKeyPem(),
            _ => rsa.ExportPkcs8PrivateKeyPem(),
        });

        _folder.Used.ShouldBe("CN=own");
        _folder.Leases.Get(_folder.CertificateFile, _folder.KeyFile).TlsContext.TargetCertificate.HasPrivateKey.ShouldBeTrue();
    }

    [Fact]
    public void Get_pair_in_one_file_is_read_too()
    {
        using var leaf = _folder.Issue("own");
        File.WriteAllText(_folder.CertificateFile, CertificateFolder.KeyPem(leaf) + "\n" + leaf.CertificatePem);

        _folder.Leases.Get(_folder.CertificateFile, _folder.CertificateFile).Certificate.Subject.ShouldBe("CN=own");
    }

    [Theory]
    [InlineData("", "there is no PEM block CERTIFICATE")]
    [InlineData("-----BEGIN CERTIFICATE-----\n", "cut short")]
    [InlineData("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n", "cannot be read")]
    public void Get_without_a_usable_pair_says_why(string certificate, string why)
    {
        using var leaf = _folder.Write("own");
        File.WriteAllText(_folder.CertificateFile, certificate);

        _folder.Used.ShouldContain(why);
        _folder.Used.ShouldContain(_folder.KeyFile);
    }

    [Fact]
    public void Get_encrypted_missing_or_endless_key_says_why()
    {
        using var leaf = _folder.Write("own");
        using var key = leaf.Certificate.GetECDsaPrivateKey()!;
        File.WriteAllText(_folder.KeyFile, key.ExportEncryptedPkcs8PrivateKeyPem("CANARY", new PbeParameters(PbeEncryptionAlgorithm.Aes128Cbc, HashAlgorithmName.SHA256, 1000)));
        _folder.Used.ShouldContain("unencrypted");
        File.WriteAllText(_folder.KeyFile, new string('A', FileLease<CertificateLease>.MaxLength + 1));
        _folder.Used.ShouldContain("longer than");
        File.Delete(_folder.KeyFile);
        _folder.Used.ShouldContain("FileNotFoundException");
        Should.Throw<ArgumentException>(() => _folder.Leases.Get(_folder.CertificateFile, ""));
    }

    [Fact]
    public void Get_while_nothing_changes_is_one_object_and_looks_at_the_files_twice_a_second_at_most()
    {
        using var leaf = _folder.Write("own");
        var lease = _folder.Leases.Get(_folder.CertificateFile, _folder.KeyFile);
        _folder.Settled();

        _folder.Leases.Get(_folder.CertificateFile, _folder.KeyFile).ShouldBeSameAs(lease);
        lease.TlsContext.ShouldBeSameAs(lease.TlsContext);
        _folder.Logged(EventIds.CertificateTaken).ShouldBe(1);
    }

    [Fact]
    public void Get_keeps_no_more_than_its_capacity()
    {
        using var leaf = _folder.Write("own");
        for (var pair = 0; pair < 100; pair++)
        {
            var key = Path.Combine(_folder.Root, $"{pair}.key");
            File.Copy(_folder.KeyFile, key);
            _folder.Leases.Get(_folder.CertificateFile, key).Certificate.Subject.ShouldBe("CN=own");
            _folder.Clock.Advance(TimeSpan.FromMilliseconds(1));
        }

        _meters.Gauge("mesh.certificate.expiry").Count.ShouldBe(64);
    }

    [Fact]
    public void T68_no_sink_shows_the_key()
    {
        using var leaf = _folder.Write("own");
        var lease = _folder.Leases.Get(_folder.CertificateFile, _folder.KeyFile);
        var canary = CertificateFolder.KeyPem(leaf).Split('\n')[1];
        File.WriteAllText(_folder.CertificateFile, "broken");
        _folder.Settled();
        using var fresh = new CertificateFolder();
        File.WriteAllText(fresh.KeyFile, canary);

        var error = Should.Throw<LeaseUnavailableException>(() => fresh.Leases.Get(fresh.KeyFile, fresh.KeyFile));

        string.Concat(lease.ToString(), $"{lease}", JsonSerializer.Serialize(lease), JsonSerializer.Serialize<object>(new { lease }), error, string.Concat(_folder.Log.Lines)).ShouldNotContain(canary);
        lease.ToString().ShouldBe("***");
        JsonSerializer.Serialize(lease).ShouldBe("\"***\"");
    }
}
