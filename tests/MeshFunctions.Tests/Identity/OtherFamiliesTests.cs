using MeshFunctions.Headers;
using MeshFunctions.Identity;
using MeshFunctions.Tests.Headers;
using MeshFunctions.Tracing;
using MeshFunctions.Trust;

namespace MeshFunctions.Tests.Identity;

/// <summary>Every family of identity and routing headers that no configured hop sets: it does not exist, whoever sends it and however often.</summary>
public sealed class OtherFamiliesTests : IDisposable
{
    private const string Id = "spiffe://mesh.local/ns/kube-system/sa/admin";

    private static readonly string Certificate = TestCertificates.Escaped(TestCertificates.WithUris(Id));
    private static readonly string Der = Convert.ToBase64String(TestCertificates.WithUris(Id));
    private static readonly MeshHeader[] Identities = [.. HeaderRule.All.Where(rule => rule.Kind == HeaderKind.Identity).Select(rule => rule.Header.GetValueOrDefault())];

    private readonly RecordedMeters _recorded = new();

    public static TheoryData<string, string> IdentityHeaders => new()
    {
        { "x-forwarded-client-cert", $"By=spiffe://mesh.local/a;Hash={new string('0', 64)};Cert=\"{Certificate}\";Subject=\"CN=web\";URI={Id}" },
        { "x-jwt-payload", "eyJzdWIiOiJhZG1pbiJ9" },
        { "x-envoy-peer-metadata", "e30=" },
        { "x-envoy-peer-metadata-id", "sidecar~10.0.0.1~admin.kube-system" },
        { "x-envoy-internal", "true" },
        { "l5d-client-id", "admin.kube-system.serviceaccount.identity.linkerd.cluster.local" },
        { "x-amzn-lattice-identity", "Principal=arn:aws:sts::123456789012:assumed-role/admin/s1" },
        { "x-amzn-lattice-identity-tags", "principal=admin" },
        { "x-amzn-lattice-network", "SourceVpcArn=arn:aws:ec2:eu-west-1:123456789012:vpc/vpc-1" },
        { "x-amzn-lattice-target", "ServiceArn=arn:aws:vpc-lattice:eu-west-1:123456789012:service/svc-1" },
        { "dapr-caller-app-id", "admin" },
        { "dapr-caller-namespace", "kube-system" },
        { "dapr-callee-app-id", "orders" },
        { "dapr-app-id", "orders" },
        { "Client-Cert", $":{Der}:" },
        { "Client-Cert-Chain", $":{Der}:" },
        { "X-ARR-ClientCert", Der },
        { "X-MS-CLIENT-PRINCIPAL", "eyJhdXRoX3R5cCI6ImFhZCIsImNsYWltcyI6W3sidHlwIjoicm9sZXMiLCJ2YWwiOiJPcmRlcnMuUmVhZCJ9XX0=" },
        { "X-MS-CLIENT-PRINCIPAL-ID", "00000000-0000-0000-0000-000000000001" },
        { "X-MS-CLIENT-PRINCIPAL-NAME", "admin@example.com" },
        { "X-MS-CLIENT-PRINCIPAL-IDP", "aad" },
        { "X-MS-TOKEN-AAD-ACCESS-TOKEN", "a.b.c" },
        { "X-MS-TOKEN-AAD-ID-TOKEN", "a.b.c" },
        { "X-Auth-Request-User", "admin" },
        { "X-Auth-Request-Email", "admin@example.com" },
        { "X-Auth-Request-Groups", "admins" },
        { "X-Auth-Request-Access-Token", "a.b.c" },
        { "X-Forwarded-User", "admin" },
        { "X-Forwarded-Email", "admin@example.com" },
        { "X-Forwarded-Groups", "admins" },
        { "X-Forwarded-Access-Token", "a.b.c" },
        { "X-SSL-Client-Cert", Certificate },
        { "X-SSL-Client-Verify", "SUCCESS" },
        { "ssl-client-verify", "SUCCESS" },
        { "ssl-client-cert", Certificate },
        { "Txn-Token", TransactionFamilies.Valid().Build() },
        { "Ocp-Apim-Subscription-Key", "0123456789abcdef0123456789abcdef" },
    };

    public static TheoryData<string, string> RoutingHeaders => new()
    {
        { "Forwarded", "for=127.0.0.1;proto=https;host=admin.internal" },
        { "X-Forwarded-For", "127.0.0.1" },
        { "X-Forwarded-Proto", "https" },
        { "X-Forwarded-Host", "admin.internal" },
        { "X-Forwarded-Prefix", "/admin" },
        { "X-Forwarded-Port", "443" },
        { "X-Original-URL", "/admin" },
        { "X-Original-Host", "admin.internal" },
        { "X-Original-Forwarded-For", "127.0.0.1" },
        { "X-Rewrite-Url", "/admin" },
        { "X-Azure-ClientIP", "127.0.0.1" },
        { "X-Azure-FDID", "00000000-0000-0000-0000-000000000001" },
    };

    public static TheoryData<string, string> All
    {
        get
        {
            var all = new TheoryData<string, string>();
            all.AddRange([.. IdentityHeaders]);
            all.AddRange([.. RoutingHeaders]);
            return all;
        }
    }

    public void Dispose() => _recorded.Dispose();

    [Theory]
    [MemberData(nameof(IdentityHeaders))]
    public void T01_Read_family_without_a_proven_hop_is_invisible(string name, string value) => ShouldBeInvisible(name, value, proven: false);

    [Theory]
    [MemberData(nameof(IdentityHeaders))]
    public void T02_Read_family_that_the_proven_hop_does_not_set_is_invisible(string name, string value) => ShouldBeInvisible(name, value, proven: true);

    [Theory]
    [MemberData(nameof(RoutingHeaders))]
    public void T19_Read_routing_header_is_not_used_for_anything(string name, string value) => ShouldBeInvisible(name, value, proven: false);

    [Theory]
    [MemberData(nameof(All))]
    public void T07_Read_family_that_nobody_sets_is_no_fault_however_often_and_large(string name, string value)
    {
        var large = new string('a', 40 * 1024);

        RequestHeaders.Read(TestHeaders.Raw((name, value), (name, value), (name, "a,b"), (name, large)), TestHeaders.NginxPlan).Fault.ShouldBeNull();
    }

    [Theory]
    [InlineData("x-client-verify", MeshHeader.ClientVerify)]
    [InlineData("x-client-cert", MeshHeader.ClientCert)]
    public void T02c_Read_header_that_only_another_hop_may_set_is_invisible(string name, object header)
    {
        // The plan reads it, because some hop sets it; this hop does not.
        var headers = TestHeaders.Read((name, "SUCCESS"));

        headers.Identity(TestHeaders.SetsNothing, (MeshHeader)header).ShouldBeNull();
        headers.Identity(TestHeaders.Sidecar, (MeshHeader)header).ShouldBe("SUCCESS", "control");
    }

    [Fact]
    public void IdentityHeaders_cover_every_identity_family_that_proxies_clear()
    {
        string[] cleared =
        [
            .. ClearedHeaders.Envoy, .. ClearedHeaders.Linkerd, .. ClearedHeaders.Lattice, .. ClearedHeaders.Dapr, .. ClearedHeaders.ClientCert, .. ClearedHeaders.Transactions,
            "X-ARR-ClientCert", "X-MS-CLIENT-PRINCIPAL", "X-MS-CLIENT-PRINCIPAL-ID", "X-MS-CLIENT-PRINCIPAL-NAME", "X-MS-CLIENT-PRINCIPAL-IDP",
        ];
        var tested = IdentityHeaders.Select(row => row.Data.Item1).ToList();

        cleared.ShouldAllBe(name => tested.Contains(name, StringComparer.OrdinalIgnoreCase));
    }

    private void ShouldBeInvisible(string name, string value, bool proven)
    {
        var headers = TestHeaders.Read((name, value));
        var clock = new FakeClock();
        var peers = IdentityFamilies.Reader(_recorded.Meters, clock, IdentityFamilies.HopsThatSet(IdentitySource.NginxCertificate));
        var lineages = new LineageReader(new TracingOptions(), _recorded.Meters);
        HopTrust trust = proven ? TestHeaders.Sidecar : TestHeaders.Unproven;

        headers.Fault.ShouldBeNull();
        headers.Authorization.ShouldBeNull();
        Identities.ShouldAllBe(header => headers.Identity(TestHeaders.Sidecar, header) == null);
        peers.Read(headers, trust).ShouldBe(default);
        lineages.Read(headers, trust, hostTraceParent: null).Links.ShouldBeEmpty();
        _recorded.Counts.ShouldBeEmpty();

        // Control: what the hop does set is there, beside the stranger's header.
        var both = TestHeaders.Read((name, value), ("x-client-verify", "SUCCESS"), ("x-client-cert", Certificate));
        peers.Read(both, TestHeaders.Sidecar).Peer.ShouldNotBeNull().Name.ShouldBe(Id);
    }
}
