using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using MeshFunctions.Headers.Certificates;

namespace MeshFunctions.Tests.Headers.Certificates;

public sealed class CertificateCheckerTests : IDisposable
{
    private readonly BundleScene _scene = new();

    /// <summary>Leaves of the right authority that are not taken, and why.</summary>
    public static TheoryData<string, string> BadLeaves => new()
    {
        { "expired", nameof(CertificateRefusal.Expired) },
        { "not yet valid", nameof(CertificateRefusal.NotYetValid) },
        { "for servers only", nameof(CertificateRefusal.WrongUsage) },
        { "without usages", nameof(CertificateRefusal.WrongUsage) },
        { "for any purpose", nameof(CertificateRefusal.WrongUsage) },
        { "authority", nameof(CertificateRefusal.Authority) },
        { "may sign", nameof(CertificateRefusal.Authority) },
        { "RSA-1024", nameof(CertificateRefusal.WeakKey) },
        { "SHA-1", nameof(CertificateRefusal.WeakSignature) },
        { "extension twice", nameof(CertificateRefusal.Malformed) },
        { "unknown critical extension", nameof(CertificateRefusal.Untrusted) },
    };

    public void Dispose() => _scene.Dispose();

    [Fact]
    public void Check_leaf_of_the_bundle_holds_and_tells_its_names()
    {
        var der = _scene.Authority.Issue();

        var verdict = _scene.Checker.Check(der);

        verdict.Refusal.ShouldBeNull();
        var names = verdict.Names.ShouldNotBeNull();
        names.Spiffe.ShouldNotBeNull().ToString().ShouldBe(TestLeaf.SidecarId);
        names.Dns.ShouldBe([TestLeaf.SidecarDns]);
        names.Sha256.ShouldBe(Convert.ToHexStringLower(SHA256.HashData(der)));
    }

    [Theory]
    [InlineData("partner.example", false)]
    [InlineData("mesh.local", true)]
    [InlineData(null, true)]
    public void T15_Check_leaf_of_another_trust_domain_than_its_authority_names_is_refused(string? trustDomain, bool holds)
    {
        using var authority = MeshCa.Create("CN=federated CA", trustDomain: trustDomain);
        _scene.Write(_scene.Authority.Pem + authority.Pem);
        _scene.Settle();

        _scene.Checker.Check(authority.Issue()).Refusal.ShouldBe(holds ? null : CertificateRefusal.Untrusted);
        _scene.Refusal(new TestLeaf()).ShouldBeNull("the other authority is believed as before");
    }

    [Theory]
    [MemberData(nameof(BadLeaves))]
    public void T15_Check_bad_leaf_is_refused(string what, string refusal)
    {
        using var weak = RSA.Create(1024);
        var leaf = what switch
        {
            "expired" => new TestLeaf { NotBefore = MeshCa.Now.AddHours(-2), NotAfter = MeshCa.Now.AddSeconds(-1) },
            "not yet valid" => new TestLeaf { NotBefore = MeshCa.Now.AddSeconds(1) },
            "for servers only" => new TestLeaf { Usages = [TestLeaf.ForServers] },
            "without usages" => new TestLeaf { Usages = null },
            "for any purpose" => new TestLeaf { Usages = ["2.5.29.37.0"] },
            "authority" => new TestLeaf { IsAuthority = true },
            "may sign" => new TestLeaf { Others = [new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, critical: true)] },
            "RSA-1024" => new TestLeaf { Key = weak },
            "SHA-1" => new TestLeaf { Hash = HashAlgorithmName.SHA1 },
            "extension twice" => new TestLeaf { Others = [Note(1), Note(2)] },
            "unknown critical extension" => new TestLeaf { Others = [new X509Extension("1.3.6.1.4.1.55555.1", [5, 0], critical: true)] },
            _ => throw new ArgumentOutOfRangeException(nameof(what), what, null),
        };

        var der = _scene.Authority.Issue(leaf);
        if (what is "extension twice")
        {
            // No request makes one with an extension twice, so the second is renamed afterwards.
            var second = der.AsSpan().IndexOf(Note(2).RawData);
            second.ShouldBePositive();
            der[second - 3].ShouldBe((byte)2);
            der[second - 3] = 1;
        }

        _scene.Checker.Check(der).Refusal.ShouldBe(Enum.Parse<CertificateRefusal>(refusal));
        _scene.Checker.ChainsBuilt.ShouldBe(refusal is nameof(CertificateRefusal.Untrusted) ? 1 : 0);
        _scene.Checker.Check(_scene.Authority.Issue()).Holds.ShouldBeTrue("control");
    }

    [Fact]
    public void T15_Check_self_signed_twin_of_the_authority_is_refused_without_a_chain()
    {
        using var twin = MeshCa.Create();
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest(MeshCa.Name, key, HashAlgorithmName.SHA256);
        new TestLeaf().AddTo(request);
        using var selfSigned = request.CreateSelfSigned(MeshCa.Now.AddHours(-1), MeshCa.Now.AddHours(1));

        // The twin of the name itself, its leaf with the twin's key id, without one, and with that of the true authority.
        _scene.Checker.Check(twin.Certificate.RawData).Refusal.ShouldBe(CertificateRefusal.Authority);
        _scene.Checker.Check(selfSigned.RawData).Refusal.ShouldBe(CertificateRefusal.WrongSignature);
        _scene.Checker.Check(twin.Issue()).Refusal.ShouldBe(CertificateRefusal.UnknownIssuer);
        _scene.Checker.Check(twin.Issue(new TestLeaf { HasAuthorityKeyId = false })).Refusal.ShouldBe(CertificateRefusal.WrongSignature);
        var pretended = new TestLeaf
        {
            HasAuthorityKeyId = false,
            Others = [X509AuthorityKeyIdentifierExtension.CreateFromCertificate(_scene.Authority.Certificate, true, false)],
        };
        _scene.Checker.Check(twin.Issue(pretended)).Refusal.ShouldBe(CertificateRefusal.WrongSignature);

        _scene.Checker.ChainsBuilt.ShouldBe(0);
        _scene.Checker.Check(_scene.Authority.Issue(pretended)).Holds.ShouldBeTrue("control");
    }

    [Fact]
    public void T15_Check_certificate_that_the_system_trusts_is_refused()
    {
        // Any root will do: what matters is that it is not in the bundle, wherever else it may be.
        using var system = MeshCa.Create("CN=System Root");

        _scene.Checker.Check(system.Issue()).Refusal.ShouldBe(CertificateRefusal.UnknownIssuer);

        _scene.Checker.ChainsBuilt.ShouldBe(0);
        _scene.Write(_scene.Authority.Pem + system.Pem);
        _scene.Settle();
        _scene.Checker.Check(system.Issue()).Holds.ShouldBeTrue("control");
    }

    [Fact]
    public void T15_Check_garbage_is_refused()
    {
        var good = _scene.Authority.Issue();
        byte[][] garbage =
        [
            [], [0], [0x30, 0x80], [0x30, 0x84, 0xff, 0xff, 0xff, 0xff], [0x30, 0x03, 0x30, 0x01, 0x00], good[..^1], [.. good, 0], [.. good, .. good],
            System.Text.Encoding.ASCII.GetBytes(_scene.Authority.Pem), new byte[CertificateChecker.MaxLength],
        ];

        foreach (var der in garbage)
        {
            _scene.Checker.Check(der).Refusal.ShouldBe(CertificateRefusal.Malformed);
        }

        _scene.Checker.ChainsBuilt.ShouldBe(0);
        _scene.Checker.Check(good).Holds.ShouldBeTrue("control");
    }

    [Fact]
    public void T15_Check_every_flipped_bit_of_a_good_certificate_is_refused()
    {
        var good = _scene.Authority.Issue();
        for (var at = 0; at < good.Length; at++)
        {
            var bad = (byte[])good.Clone();
            bad[at] ^= (byte)(1 << (at % 8));
            _scene.Checker.Check(bad).Holds.ShouldBeFalse($"byte {at}");
        }

        _scene.Checker.ChainsBuilt.ShouldBe(0);
        _scene.Checker.Check(good).Holds.ShouldBeTrue("control");
    }

    [Fact]
    public void T15_Check_more_than_16_KiB_is_not_even_read()
    {
        var large = new TestLeaf { Others = [new X509Extension("1.3.6.1.4.1.55555.2", new byte[CertificateChecker.MaxLength], critical: false)] };

        _scene.Refusal(large).ShouldBe(CertificateRefusal.TooLarge);

        _scene.Checker.Remembered.ShouldBe(0);
        _scene.Refusal(large with { Others = [new X509Extension("1.3.6.1.4.1.55555.2", new byte[15 * 1024], critical: false)] }).ShouldBeNull("control");
    }

    [Fact]
    public void T15_Check_10000_different_certificates_build_no_chain_and_take_bounded_memory()
    {
        using var twin = MeshCa.Create();
        byte[][] kinds = [.. Enumerable.Repeat(twin.Issue(), 9), twin.Issue(new TestLeaf { HasAuthorityKeyId = false })];
        for (var number = 0; number < 10_000; number++)
        {
            // The last bytes are within the signature: each is another certificate, one in ten with exactly the true authority's name in it.
            var bytes = kinds[number % kinds.Length];
            BitConverter.TryWriteBytes(bytes.AsSpan(bytes.Length - 8), number).ShouldBeTrue();
            _scene.Checker.Check(bytes).Holds.ShouldBeFalse();
            _scene.Checker.Remembered.ShouldBeLessThanOrEqualTo(CheckedAgainst.MaxGood + CheckedAgainst.MaxRefused);
        }

        _scene.Checker.ChainsBuilt.ShouldBe(0);
        _scene.Checker.Check(_scene.Authority.Issue()).Holds.ShouldBeTrue("control");
        _scene.Checker.ChainsBuilt.ShouldBe(1);
    }

    [Fact]
    public void Check_good_verdicts_are_bounded_too()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        for (var number = 0; number < CheckedAgainst.MaxGood + 10; number++)
        {
            _scene.Refusal(new TestLeaf { Key = key }).ShouldBeNull();
            _scene.Checker.Remembered.ShouldBeLessThanOrEqualTo(CheckedAgainst.MaxGood);
        }

        _scene.Checker.Remembered.ShouldBe((CheckedAgainst.MaxGood / 2) + 10);
    }

    [Fact]
    public void Check_same_certificate_builds_one_chain_until_its_end()
    {
        var der = _scene.Authority.Issue(new TestLeaf { NotAfter = MeshCa.Now.AddHours(1) });

        for (var minutes = 0; minutes <= 60; minutes += 10)
        {
            _scene.Checker.Check(der).Holds.ShouldBeTrue();
            _scene.Clock.Advance(TimeSpan.FromMinutes(10));
        }

        _scene.Checker.ChainsBuilt.ShouldBe(1);
        _scene.Checker.Check(der).Refusal.ShouldBe(CertificateRefusal.Expired);
        _scene.Clock.Set(MeshCa.Now.AddHours(-2));
        _scene.Checker.Check(der).Refusal.ShouldBe(CertificateRefusal.NotYetValid);
    }

    [Fact]
    public void T15_Check_refusal_is_remembered_for_60_seconds()
    {
        var der = _scene.Authority.Issue(new TestLeaf { NotBefore = MeshCa.Now.AddSeconds(1) });
        _scene.Checker.Check(der).Refusal.ShouldBe(CertificateRefusal.NotYetValid);

        _scene.Clock.Advance(TimeSpan.FromSeconds(60));
        _scene.Checker.Check(der).Holds.ShouldBeFalse();
        _scene.Clock.Advance(TimeSpan.FromSeconds(0.1));
        _scene.Checker.Check(der).Holds.ShouldBeTrue();
    }

    [Fact]
    public void Check_chain_through_intermediates_of_the_bundle_holds()
    {
        using var middle = _scene.Authority.Intermediate("CN=middle");
        var der = middle.Issue();
        _scene.Checker.Check(der).Refusal.ShouldBe(CertificateRefusal.UnknownIssuer);

        _scene.Write(_scene.Authority.Pem + middle.Pem);
        _scene.Settle();

        _scene.Checker.Check(der).Holds.ShouldBeTrue("verdicts of the bundle before are forgotten");
    }

    [Fact]
    public void Check_intermediate_without_its_root_is_no_anchor()
    {
        using var middle = _scene.Authority.Intermediate("CN=middle");
        using var other = MeshCa.Create("CN=other");
        _scene.Write(other.Pem + middle.Pem);
        _scene.Settle();

        _scene.Checker.Check(middle.Issue()).Refusal.ShouldBe(CertificateRefusal.Untrusted);
        _scene.Checker.Check(other.Issue()).Holds.ShouldBeTrue("control");
    }

    [Fact]
    public void T15_Check_weak_authorities_in_the_bundle_are_of_no_use()
    {
        using var weakKey = RSA.Create(1024);
        using var weakRoot = MeshCa.Create("CN=weak root", weakKey);
        using var sha1 = _scene.Authority.Intermediate("CN=sha1", hash: HashAlgorithmName.SHA1);
        using var ended = _scene.Authority.Intermediate("CN=ended", end: MeshCa.Now.AddSeconds(-1));
        using var sha1Root = MeshCa.Create("CN=sha1 root", hash: HashAlgorithmName.SHA1);
        _scene.Write(_scene.Authority.Pem + weakRoot.Pem + sha1.Pem + ended.Pem + sha1Root.Pem);
        _scene.Settle();

        _scene.Checker.Check(weakRoot.Issue()).Refusal.ShouldBe(CertificateRefusal.WeakKey);
        _scene.Checker.Check(sha1.Issue()).Refusal.ShouldBe(CertificateRefusal.WeakSignature);
        _scene.Checker.Check(ended.Issue()).Refusal.ShouldBe(CertificateRefusal.Untrusted);
        _scene.Checker.Check(sha1Root.Issue()).Holds.ShouldBeTrue("a root's signature of itself proves nothing");
        _scene.Checker.Check(_scene.Authority.Issue()).Holds.ShouldBeTrue("control");
    }

    [Fact]
    public void Check_path_length_is_kept()
    {
        using var root = MeshCa.Create("CN=short", pathLength: 0);
        using var middle = root.Intermediate("CN=too deep");
        _scene.Write(root.Pem + middle.Pem);
        _scene.Settle();

        _scene.Checker.Check(middle.Issue()).Refusal.ShouldBe(CertificateRefusal.Untrusted);
        _scene.Checker.Check(root.Issue()).Holds.ShouldBeTrue("control");
    }

    [Fact]
    public void Check_two_URIs_or_one_that_is_no_workload_are_no_SPIFFE_id()
    {
        string[][] several = [[], ["https://mesh.local/x"], [TestLeaf.SidecarId, TestLeaf.SidecarId], ["spiffe://mesh.local"], ["spiffe://mesh.local:80/x"]];
        foreach (var uris in several)
        {
            var names = _scene.Checker.Check(_scene.Authority.Issue(new TestLeaf { Uris = uris })).Names.ShouldNotBeNull();
            names.Spiffe.ShouldBeNull();
            names.Dns.ShouldBe([TestLeaf.SidecarDns]);
        }
    }

    private static X509Extension Note(byte number) => new($"1.3.6.1.4.1.55555.{number}", [4, 4, 0x4e, 0x6f, 0x74, number], critical: false);
}
