using MeshFunctions.Headers;
using MeshFunctions.Identity;
using MeshFunctions.Identity.Peers;
using MeshFunctions.Tests.Headers;
using MeshFunctions.Trust;

namespace MeshFunctions.Tests.Identity.Peers;

public sealed class PeerReaderTests : IDisposable
{
    private const string Orders = "spiffe://mesh.local/ns/shop/sa/orders";

    private static readonly string Certificate = TestCertificates.Escaped(TestCertificates.WithUris(Orders));

    private readonly RecordedMeters _recorded = new();
    private readonly FakeClock _clock = new(new DateTimeOffset(2026, 6, 1, 0, 0, 0, TimeSpan.Zero));
    private readonly PeerReader _reader;

    public PeerReaderTests() => _reader = new PeerReader(
        IdentityFamilies.HopsThatSet(IdentitySource.NginxCertificate),
        new TrustDomains(["mesh.local", "other.example"]),
        IdentityFamilies.Checkers,
        _clock,
        _recorded.Meters);

    public void Dispose() => _recorded.Dispose();

    [Fact]
    public void Read_verified_certificate_of_the_proven_hop_is_the_peer()
    {
        var result = Read(TestHeaders.Sidecar, "SUCCESS", Certificate);

        result.Fault.ShouldBeNull();
        var peer = result.Peer.ShouldNotBeNull();
        peer.Name.ShouldBe(Orders);
        peer.Kind.ShouldBe(PeerKind.Spiffe);
        peer.Spiffe.ShouldNotBeNull().ToString().ShouldBe(Orders);
        peer.Source.ShouldBe(IdentitySource.NginxCertificate);
        peer.CertificateSha256.ShouldNotBeNull().Length.ShouldBe(64);
        _recorded.Counts.ShouldBeEmpty();
        Read(TestHeaders.Sidecar, "SUCCESS", Certificate).Peer.ShouldNotBeNull().Name.ShouldBe(peer.Name, "the second time from the cache");
    }

    [Fact]
    public void T01_Read_unproven_hop_has_no_peer()
    {
        foreach (var reason in Enum.GetValues<UnprovenReason>())
        {
            Read(new HopTrust.Unproven(reason), "SUCCESS", Certificate).ShouldBe(default);
        }

        Read(TestHeaders.Sidecar, "SUCCESS", Certificate).Peer.ShouldNotBeNull("control");
    }

    [Fact]
    public void T02_Read_hop_that_is_not_configured_to_set_the_header_has_no_peer()
    {
        Read(TestHeaders.SetsNothing, "SUCCESS", Certificate).ShouldBe(default);
        Read(TestHeaders.Sidecar, "SUCCESS", Certificate).Peer.ShouldNotBeNull("control");
    }

    [Fact]
    public void T07_Read_repeated_header_is_a_fault_and_no_peer_and_the_hop_decides()
    {
        var headers = TestHeaders.Read(("x-client-verify", "SUCCESS"), ("x-client-cert", Certificate), ("x-client-cert", Certificate));

        _reader.Read(headers, TestHeaders.Sidecar).ShouldBe(new PeerResult(null, new HeaderFault(HeaderFaultKind.Repeated, MeshHeaderNames.ClientCert)));
        _reader.Read(headers, TestHeaders.SetsNothing).ShouldBe(default);
        _reader.Read(headers, TestHeaders.Unproven).ShouldBe(default);
    }

    [Theory]
    [InlineData("FAILED:self-signed certificate")]
    [InlineData("FAILED")]
    [InlineData("NONE")]
    [InlineData("success")]
    [InlineData("Success")]
    [InlineData("SUCCESS ")]
    [InlineData(" SUCCESS")]
    [InlineData("SUCCESS\t")]
    [InlineData("SUCCESS\0")]
    [InlineData("SUCCESS:1")]
    [InlineData("SUCCESSFUL")]
    [InlineData("\uff33UCCESS")]
    [InlineData("")]
    [InlineData(null)]
    public void T14_Read_verification_other_than_exactly_SUCCESS_is_no_identity(string? verify)
    {
        Read(TestHeaders.Sidecar, verify, Certificate).ShouldBe(default);

        _recorded.Counts.ShouldBe(["mesh.identity.refused not_verified"]);
    }

    [Theory]
    [InlineData("NONE", null)]
    [InlineData("NONE", "")]
    [InlineData("", "")]
    [InlineData(null, null)]
    public void Read_hop_whose_client_had_no_certificate_is_nothing_to_count(string? verify, string? certificate)
    {
        Read(TestHeaders.Sidecar, verify, certificate).ShouldBe(default);

        _recorded.Counts.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("garbage")]
    [InlineData("-----BEGIN%20CERTIFICATE-----%0AAAAA%0A-----END%20CERTIFICATE-----%0A")]
    public void Read_verified_without_a_readable_certificate_is_no_identity(string? certificate)
    {
        Read(TestHeaders.Sidecar, "SUCCESS", certificate).ShouldBe(default);

        _recorded.Counts.ShouldBe(["mesh.identity.refused certificate_invalid"]);
    }

    [Fact]
    public void T12_Read_certificate_with_two_ids_is_no_identity()
    {
        Read(TestHeaders.Sidecar, "SUCCESS", TestCertificates.Escaped(TestCertificates.WithUris(Orders, "spiffe://mesh.local/b"))).ShouldBe(default);

        _recorded.Counts.ShouldBe(["mesh.identity.refused certificate_invalid"]);
    }

    [Theory]
    [InlineData("spiffe://evil.example/ns/shop/sa/orders")]
    [InlineData("spiffe://mesh.local.evil.example/ns/shop/sa/orders")]
    [InlineData("spiffe://mesh.loca/ns/shop/sa/orders")]
    [InlineData("spiffe://mesh/ns/shop/sa/orders")]
    [InlineData("spiffe://local/mesh.local")]
    public void T13_Read_trust_domain_that_is_not_configured_is_no_identity(string id)
    {
        Read(TestHeaders.Sidecar, "SUCCESS", TestCertificates.Escaped(TestCertificates.WithUris(id))).ShouldBe(default);

        _recorded.Counts.ShouldBe(["mesh.identity.refused trust_domain"]);
    }

    [Fact]
    public void T13_Read_second_configured_trust_domain_is_accepted() =>
        Read(TestHeaders.Sidecar, "SUCCESS", TestCertificates.Escaped(TestCertificates.WithUris("spiffe://other.example/a"))).Peer.ShouldNotBeNull();

    [Fact]
    public void Read_validity_is_checked_each_time_also_for_a_certificate_seen_before()
    {
        Read(TestHeaders.Sidecar, "SUCCESS", Certificate).Peer.ShouldNotBeNull();

        _clock.Set(TestCertificates.End.AddSeconds(1));
        Read(TestHeaders.Sidecar, "SUCCESS", Certificate).ShouldBe(default);
        _clock.Set(TestCertificates.Start.AddSeconds(-1));
        Read(TestHeaders.Sidecar, "SUCCESS", Certificate).ShouldBe(default);
        _clock.Set(TestCertificates.Start);
        Read(TestHeaders.Sidecar, "SUCCESS", Certificate).Peer.ShouldNotBeNull();

        _recorded.Counts.ShouldBe(["mesh.identity.refused certificate_not_valid_now", "mesh.identity.refused certificate_not_valid_now"]);
    }

    private PeerResult Read(HopTrust trust, string? verify, string? certificate)
    {
        List<(string, string)> headers = [];
        if (verify is not null)
        {
            headers.Add(("x-client-verify", verify));
        }

        if (certificate is not null)
        {
            headers.Add(("x-client-cert", certificate));
        }

        return _reader.Read(TestHeaders.Read([.. headers]), trust);
    }
}
