using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using MeshFunctions.Tests.Headers.Certificates;
using MeshFunctions.Trust;

namespace MeshFunctions.Tests.Trust.Certificates;

public sealed class ClientCertificateProofTests : IDisposable
{
    private const string Front = "front.mesh.local";

    private readonly ProofScene _scene = new();

    private static readonly string[] Ways = ["certificate", "forwarded"];

    /// <summary>Certificates that prove nothing, over both ways in which one arrives.</summary>
    public static TheoryData<string, string, string> Refused => [.. Ways.SelectMany(static kind => new[]
    {
        ("expired", "certificate_expired"), ("not yet valid", "certificate_not_yet_valid"), ("for servers", "certificate_invalid"), ("authority", "certificate_invalid"),
        ("RSA-1024", "certificate_invalid"), ("SHA-1", "certificate_invalid"), ("stranger", "certificate_untrusted"), ("twin", "certificate_untrusted"),
        ("another client", "certificate_not_allowed"),
    }.Select(row => (kind, row.Item1, row.Item2)))];

    public void Dispose() => _scene.Dispose();

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task T15_EvaluateAsync_certificate_that_does_not_hold_is_unproven_with_its_reason(string kind, string what, string reason)
    {
        var leaf = new TestLeaf { Dns = [Front] };
        using var weak = RSA.Create(1024);
        using var stranger = MeshCa.Create("CN=System Root");
        using var twin = MeshCa.Create();
        var der = what switch
        {
            "expired" => Ours(leaf with { NotBefore = MeshCa.Now.AddHours(-3), NotAfter = MeshCa.Now.AddSeconds(-1) }),
            "not yet valid" => Ours(leaf with { NotBefore = MeshCa.Now.AddSeconds(1) }),
            "for servers" => Ours(leaf with { Usages = [TestLeaf.ForServers] }),
            "authority" => Ours(leaf with { IsAuthority = true }),
            "RSA-1024" => Ours(leaf with { Key = weak }),
            "SHA-1" => Ours(leaf with { Hash = HashAlgorithmName.SHA1 }),
            "stranger" => stranger.Issue(leaf),
            "twin" => twin.Issue(leaf with { HasAuthorityKeyId = false }),
            "another client" => Ours(leaf with { Dns = ["x" + Front], Uris = ["spiffe://mesh.local/ns/shop/sa/orders"] }),
            _ => throw new ArgumentOutOfRangeException(nameof(what), what, null),
        };

        (await FindAsync(kind, der)).Trust.ShouldBeOfType<HopTrust.Unproven>();
        _scene.Meters.Counts.ShouldBe(["mesh.hop.unproven " + reason]);
        (await FindAsync(kind, Ours(leaf))).Trust.ShouldBeOfType<HopTrust.Proven>("control").Name.ShouldBe(kind);
    }

    [Theory]
    [InlineData("certificate")]
    [InlineData("forwarded")]
    public async Task T43_EvaluateAsync_certificate_of_the_hop_itself_counts_where_it_sets_nothing(string kind)
    {
        var shown = _scene.Proof(kind);
        var alone = new Dictionary<string, HopOptions>(StringComparer.Ordinal) { [kind] = _scene.Hop(kind) };
        var own = (await _scene.FindAsync(shown, alone)).Trust.ShouldBeOfType<HopTrust.Proven>().OwnCertificateSha256.ShouldNotBeNull();
        own.Length.ShouldBe(64);
        (await _scene.FindAsync(_scene.Proof(kind), alone)).Trust.ShouldBeOfType<HopTrust.Proven>().OwnCertificateSha256.ShouldNotBeNull();

        (await _scene.FindAsync(shown, kind)).Trust.ShouldBeOfType<HopTrust.Proven>().OwnCertificateSha256.ShouldBeNull("it speaks for clients of its own");
        (await _scene.FindAsync(_scene.Proof("key"), new Dictionary<string, HopOptions>(StringComparer.Ordinal) { ["key"] = _scene.Hop("key") })).Trust
            .ShouldBeOfType<HopTrust.Proven>().OwnCertificateSha256.ShouldBeNull("it showed none");
    }

    [Theory]
    [InlineData("")]
    [InlineData("garbage")]
    [InlineData("AAAA")]
    [InlineData("-----BEGIN CERTIFICATE-----")]
    public async Task T15_EvaluateAsync_garbage_in_the_header_is_unproven(string value)
    {
        (await _scene.FindAsync(new Shown().With("X-ARR-ClientCert", value), "forwarded")).Trust
            .ShouldBeOfType<HopTrust.Unproven>().Reason.ShouldBe(UnprovenReason.CertificateInvalid);
        (await _scene.FindAsync(_scene.Proof("forwarded"), "forwarded")).Trust.ShouldBeOfType<HopTrust.Proven>("control");
    }

    [Fact]
    public async Task T15b_EvaluateAsync_header_is_invisible_where_no_hop_comes_through_App_Service()
    {
        var forged = new Shown().With("X-ARR-ClientCert", Convert.ToBase64String(Ours(new TestLeaf())));

        (await _scene.FindAsync(forged, "certificate")).Trust.ShouldBeOfType<HopTrust.Unproven>().Reason.ShouldBe(UnprovenReason.ProofMissing);
        (await _scene.FindAsync(forged.And(_scene.Proof("key")), "certificate", "key")).Trust.ShouldBeOfType<HopTrust.Proven>("it is not even material").Name.ShouldBe("key");
        (await _scene.FindAsync(_scene.Proof("certificate"), "certificate")).Trust.ShouldBeOfType<HopTrust.Proven>("control");
    }

    [Fact]
    public async Task T15b_EvaluateAsync_each_way_proves_only_the_hops_that_come_that_way()
    {
        var leaf = Ours(new TestLeaf { Dns = [Front] });
        using var shown = X509CertificateLoader.LoadCertificate(leaf);

        (await _scene.FindAsync(new Shown { Certificate = shown }, "forwarded")).Trust.ShouldBeOfType<HopTrust.Unproven>().Reason.ShouldBe(UnprovenReason.ProofMissing);
        (await _scene.FindAsync(new Shown { Certificate = shown }, "forwarded", "certificate")).Trust.ShouldBeOfType<HopTrust.Proven>().Name.ShouldBe("certificate");
        (await FindAsync("forwarded", leaf)).Trust.ShouldBeOfType<HopTrust.Proven>("control").Subject.ShouldBe("dns:" + Front);
    }

    [Fact]
    public async Task EvaluateAsync_subject_is_the_entry_that_says_most()
    {
        var der = Ours(new TestLeaf());
        var (id, dns, sha256) = (TestLeaf.SidecarId, "dns:" + TestLeaf.SidecarDns, "sha256:" + Convert.ToHexString(SHA256.HashData(der)));
        foreach (var (allowed, subject) in new (string[], string)[]
            {
                ([sha256, dns, id], id), ([sha256, dns], dns), ([sha256], "sha256:" + sha256[7..].ToLowerInvariant()), (["dns:NGINX.mesh.LOCAL"], dns),
                (["spiffe://mesh.local/other", dns], dns),
            })
        {
            var hop = new HopOptions { Proof = HopProof.ClientCertificate, BundleFile = _scene.Bundle.BundleFile };
            foreach (var client in allowed)
            {
                hop.Allowed.Add(client);
            }

            using var shown = X509CertificateLoader.LoadCertificate(der);
            var result = await _scene.FindAsync(new Shown { Certificate = shown }, new Dictionary<string, HopOptions>(StringComparer.Ordinal) { ["edge"] = hop });
            result.Trust.ShouldBeOfType<HopTrust.Proven>().Subject.ShouldBe(subject);
        }
    }

    [Fact]
    public async Task T02b_EvaluateAsync_certificate_that_fits_two_hops_proves_neither()
    {
        var hops = new Dictionary<string, HopOptions>(StringComparer.Ordinal)
        {
            ["one"] = new() { Proof = HopProof.ClientCertificate, BundleFile = _scene.Bundle.BundleFile, Allowed = { TestLeaf.SidecarId } },
            ["two"] = new() { Proof = HopProof.ClientCertificate, BundleFile = _scene.Bundle.BundleFile, Allowed = { "dns:" + TestLeaf.SidecarDns } },
        };

        (await _scene.FindAsync(new Shown { Certificate = _scene.Certificate() }, hops)).Trust.ShouldBeOfType<HopTrust.Unproven>()
            .Reason.ShouldBe(UnprovenReason.ProofAmbiguous);
        (await _scene.FindAsync(new Shown { Certificate = _scene.Certificate(new TestLeaf { Dns = [] }) }, hops)).Trust.ShouldBeOfType<HopTrust.Proven>("control").Name.ShouldBe("one");
    }

    [Fact]
    public async Task EvaluateAsync_hops_of_two_bundles_are_each_proven_by_their_own()
    {
        using var other = MeshCa.Create("CN=other mesh");
        var file = _scene.Bundle.BundleFile + ".other";
        await File.WriteAllTextAsync(file, other.Pem, TestContext.Current.CancellationToken);
        var hops = new Dictionary<string, HopOptions>(StringComparer.Ordinal)
        {
            ["one"] = new() { Proof = HopProof.ClientCertificate, BundleFile = _scene.Bundle.BundleFile, Allowed = { TestLeaf.SidecarId } },
            ["two"] = new() { Proof = HopProof.ClientCertificate, BundleFile = file, Allowed = { "dns:" + TestLeaf.SidecarDns } },
        };
        using var fromOther = X509CertificateLoader.LoadCertificate(other.Issue());
        using var expired = X509CertificateLoader.LoadCertificate(other.Issue(new TestLeaf { NotBefore = MeshCa.Now.AddHours(-2), NotAfter = MeshCa.Now.AddHours(-1) }));

        (await _scene.FindAsync(new Shown { Certificate = _scene.Certificate() }, hops)).Trust.ShouldBeOfType<HopTrust.Proven>().Name.ShouldBe("one");
        (await _scene.FindAsync(new Shown { Certificate = fromOther }, hops)).Trust.ShouldBeOfType<HopTrust.Proven>().Name.ShouldBe("two");
        (await _scene.FindAsync(new Shown { Certificate = expired }, hops)).Trust.ShouldBeOfType<HopTrust.Unproven>().Reason.ShouldBe(UnprovenReason.CertificateExpired);
    }

    [Fact]
    public async Task EvaluateAsync_bundle_that_never_was_there_tells_when_to_ask_again()
    {
        var hop = new HopOptions { Proof = HopProof.ClientCertificate, BundleFile = _scene.Bundle.BundleFile + ".none", Allowed = { TestLeaf.SidecarId } };
        var hops = new Dictionary<string, HopOptions>(StringComparer.Ordinal) { ["edge"] = hop };

        var result = await _scene.FindAsync(new Shown { Certificate = _scene.Certificate() }, hops);

        result.Trust.ShouldBeOfType<HopTrust.Unproven>().Reason.ShouldBe(UnprovenReason.KeyUnavailable);
        result.RetryAfter.ShouldBe(TimeSpan.FromSeconds(5));
        (await _scene.FindAsync(new Shown(), hops)).RetryAfter.ShouldBeNull("a request without a certificate is judged without the bundle");
    }

    [Fact]
    public async Task EvaluateAsync_bundle_changes_while_requests_run_and_none_is_dropped()
    {
        using var next = MeshCa.Create("CN=next CA");
        var hops = new Dictionary<string, HopOptions>(StringComparer.Ordinal) { ["certificate"] = _scene.Hop("certificate") };
        var evaluator = _scene.Evaluator(hops);
        var request = ProofScene.Request(_scene.Proof("certificate"), hops);
        var cancellation = TestContext.Current.CancellationToken;
        using var stop = new CancellationTokenSource();
        var requests = Enumerable.Range(0, 4).Select(_ => Task.Run(
            async () =>
            {
                for (var count = 0; !stop.IsCancellationRequested || count < 100; count++)
                {
                    (await evaluator.EvaluateAsync(request, cancellation)).Trust.ShouldBeOfType<HopTrust.Proven>();
                }
            },
            cancellation)).ToArray();
        for (var change = 0; change < 20; change++)
        {
            _scene.Bundle.Write(change % 2 == 0 ? _scene.Bundle.Authority.Pem + next.Pem : _scene.Bundle.Authority.Pem);
            _scene.Bundle.Settle();
        }

        await stop.CancelAsync();
        await Task.WhenAll(requests);

        _scene.Bundle.Write(next.Pem);
        _scene.Bundle.Settle();
        (await evaluator.EvaluateAsync(request, cancellation)).Trust.ShouldBeOfType<HopTrust.Unproven>("control").Reason.ShouldBe(UnprovenReason.CertificateUntrusted);
    }

    private byte[] Ours(TestLeaf leaf) => _scene.Bundle.Authority.Issue(leaf);

    private async ValueTask<HopTrustResult> FindAsync(string kind, byte[] der)
    {
        if (kind is "forwarded")
        {
            return await _scene.FindAsync(new Shown().With("X-ARR-ClientCert", Convert.ToBase64String(der)), kind);
        }

        using var shown = X509CertificateLoader.LoadCertificate(der);
        return await _scene.FindAsync(new Shown { Certificate = shown }, kind);
    }
}
