using MeshFunctions.Tests.Credentials;
using MeshFunctions.Tests.Headers.Certificates;
using MeshFunctions.Trust;
using MeshFunctions.Trust.Assertions;

namespace MeshFunctions.Tests.Trust;

/// <summary>What a hop's proof demands of the platform and of its parameters.</summary>
public sealed class PlatformHopsTests : IDisposable
{
    private static readonly HostEnvironment AppService = new("instance-1", "True", null);
    private static readonly HostEnvironment Kubernetes = new(null, null, "10.0.0.1");

    private readonly ProofScene _scene = new();

    public void Dispose() => _scene.Dispose();

    [Fact]
    public void T15b_Validate_switch_without_App_Service_is_an_error()
    {
        foreach (var elsewhere in new[] { HostEnvironment.None, Kubernetes, new HostEnvironment("", "True", null) })
        {
            Errors(elsewhere, ("front", _scene.Hop("forwarded"))).ShouldHaveSingleItem().ShouldStartWith("MeshFunctions:Hops:front:AppService: is true although");
        }

        Errors(AppService, ("front", _scene.Hop("forwarded"))).ShouldBeEmpty("control");
    }

    [Fact]
    public void T15b_Validate_identity_by_that_header_without_App_Service_is_an_error()
    {
        var hop = _scene.Hop("key", IdentitySource.AppServiceCertificate);
        hop.ClientBundleFile = _scene.Bundle.BundleFile;
        foreach (var elsewhere in new[] { HostEnvironment.None, Kubernetes, new HostEnvironment("", "True", null) })
        {
            Errors(elsewhere, ("front", hop)).ShouldHaveSingleItem().ShouldStartWith("MeshFunctions:Hops:front:Sets: names AppServiceCertificate although");
        }

        Errors(AppService, ("front", hop)).ShouldBeEmpty("control");
    }

    [Fact]
    public void Validate_App_Service_Authentication_needs_to_be_on()
    {
        foreach (var value in new[] { null, "", "False", "1", "true " })
        {
            Errors(new HostEnvironment("instance-1", value, null), ("front", _scene.Hop("principal"))).ShouldHaveSingleItem()
                .ShouldStartWith("MeshFunctions:Hops:front:Proof: AppServiceAuthentication needs App Service (WEBSITE_INSTANCE_ID) and its Authentication (WEBSITE_AUTH_ENABLED is True)");
        }

        Errors(new HostEnvironment(null, "True", null), ("front", _scene.Hop("principal"))).ShouldHaveSingleItem().ShouldContain("needs App Service");
        Errors(new HostEnvironment("instance-1", "true", null), ("front", _scene.Hop("principal"))).ShouldBeEmpty("control");
    }

    [Fact]
    public void Validate_mesh_isolation_needs_Kubernetes_and_the_name_of_the_mesh()
    {
        Errors(AppService, ("sidecar", _scene.Hop("isolation"))).ShouldHaveSingleItem().ShouldStartWith("MeshFunctions:Hops:sidecar:Proof: MeshIsolation needs a Kubernetes pod");
        Errors(Kubernetes, ("sidecar", new HopOptions { Proof = HopProof.MeshIsolation })).ShouldBe(
            ["MeshFunctions:Hops:sidecar:Mesh: is missing; permitted with MeshIsolation: Istio, Linkerd."]);
        Errors(Kubernetes, ("sidecar", new HopOptions { Proof = HopProof.MeshIsolation, Mesh = (HopMesh)9 })).ShouldHaveSingleItem().ShouldContain("Mesh: is unknown");
        Errors(Kubernetes, ("sidecar", _scene.Hop("isolation"))).ShouldBeEmpty("control");
    }

    [Theory]
    [InlineData("principal", "EasyAuth")]
    [InlineData("isolation", "Xfcc")]
    public void T02_Validate_platform_vouches_only_for_what_it_overwrites(string kind, string permitted)
    {
        Errors(new HostEnvironment("instance-1", "True", "10.0.0.1"), ("hop", _scene.Hop(kind, IdentitySource.NginxCertificate))).ShouldHaveSingleItem()
            .ShouldStartWith($"MeshFunctions:Hops:hop:Sets:0: NginxCertificate is not what such a hop overwrites; permitted with {_scene.Hop(kind).Proof}: {permitted}.");
        Errors(AppService, ("hop", _scene.Hop("forwarded", IdentitySource.NginxCertificate))).ShouldBeEmpty("control");
    }

    [Fact]
    public void T02b_Validate_header_that_proves_one_hop_is_no_identity_of_another()
    {
        Errors(AppService, ("users", _scene.Hop("principal", IdentitySource.EasyAuth)), ("edge", _scene.Hop("key", IdentitySource.EasyAuth))).ShouldBe(
            ["MeshFunctions:Hops:edge:Sets: names EasyAuth, whose header proves hop 'users'; permitted: where no hop has AppServiceAuthentication."]);
        Errors(AppService, ("users", _scene.Hop("principal", IdentitySource.EasyAuth)), ("edge", _scene.Hop("key"))).ShouldBeEmpty("control");
    }

    [Theory]
    [InlineData("principal")]
    [InlineData("isolation")]
    public void Validate_two_hops_that_nothing_tells_apart_are_an_error(string kind) =>
        Errors(new HostEnvironment("instance-1", "True", "10.0.0.1"), ("a", _scene.Hop(kind)), ("b", _scene.Hop(kind))).ShouldHaveSingleItem()
            .ShouldStartWith($"MeshFunctions:Hops:b:Proof: {_scene.Hop(kind).Proof} is the proof of hop 'a' already");

    [Fact]
    public void Validate_certificate_hop_needs_its_bundle_and_its_clients()
    {
        var bad = _scene.Bundle.BundleFile + ".bad";
        File.WriteAllText(bad, "garbage");
        Errors(AppService, ("a", new HopOptions { Proof = HopProof.ClientCertificate, Allowed = { "nginx" } })).ShouldBe(
        [
            "MeshFunctions:Hops:a:BundleFile: is missing; permitted: the path of a PEM file with the authorities' certificates, a root among them.",
            "MeshFunctions:Hops:a:Allowed:0: is no client; permitted: spiffe://domain/path, dns: and a name without wildcards, sha256: and 64 hex digits.",
        ]);
        Errors(AppService, ("a", new HopOptions { Proof = HopProof.ClientCertificate, BundleFile = bad })).ShouldBe(
        [
            $"MeshFunctions:Hops:a:BundleFile: '{bad}' holds no bundle; permitted: the path of a PEM file with the authorities' certificates, a root among them.",
            "MeshFunctions:Hops:a:Allowed: is missing; permitted: at least one spiffe://…, dns:name or sha256:hex.",
        ]);
        Errors(AppService, ("a", new HopOptions { Proof = HopProof.ClientCertificate, BundleFile = bad + ".none", Allowed = { "dns:a" } }))
            .ShouldHaveSingleItem().ShouldContain("cannot be read (FileNotFoundException)");
    }

    [Fact]
    public void Validate_two_hops_may_share_a_bundle_but_no_client()
    {
        HopOptions Hop(string client) => new() { Proof = HopProof.ClientCertificate, BundleFile = _scene.Bundle.BundleFile, Allowed = { client } };

        Errors(AppService, ("a", Hop("dns:nginx.mesh.local")), ("b", Hop("dns:NGINX.mesh.local"))).ShouldBe(
            ["MeshFunctions:Hops:b:Allowed:0: 'dns:nginx.mesh.local' is allowed for hop 'a' already; permitted: each client once."]);
        Errors(AppService, ("a", Hop("dns:nginx.mesh.local")), ("b", Hop(TestLeaf.SidecarId))).ShouldBeEmpty("control");
    }

    [Fact]
    public void T80_Validate_parameter_of_another_proof_is_an_error()
    {
        var all = new HopOptions { Proof = HopProof.AppServiceAuthentication, KeySecret = "key", KeyHeader = HopKeyHeader.DaprApiToken, BundleFile = "a", AppService = true, Mesh = HopMesh.Istio, Allowed = { "dns:a" } };

        Errors(AppService, ("a", all)).ShouldBe(
        [
            "MeshFunctions:Hops:a:KeySecret: says nothing without Proof SharedKey; permitted: to leave it out.",
            "MeshFunctions:Hops:a:KeyHeader: says nothing without Proof SharedKey; permitted: to leave it out.",
            "MeshFunctions:Hops:a:BundleFile: says nothing without Proof ClientCertificate; permitted: to leave it out.",
            "MeshFunctions:Hops:a:Allowed: says nothing without Proof ClientCertificate; permitted: to leave it out.",
            "MeshFunctions:Hops:a:AppService: says nothing without Proof ClientCertificate; permitted: to leave it out.",
            "MeshFunctions:Hops:a:Mesh: says nothing without Proof MeshIsolation; permitted: to leave it out.",
        ]);
    }

    [Fact]
    public void Write_says_of_every_hop_what_it_proves_and_warns_of_what_is_taken_on_trust()
    {
        var log = new RecordedLog<PlatformHopsTests>();
        string[] kinds = [.. ProofScene.Kinds, "isolation"];
        HopsAnnouncement.Write(
            log, [.. kinds.Select(kind => KeyValuePair.Create(kind, _scene.Hop(kind, IdentitySource.NginxCertificate)))], new MemoryReplayStore(TimeProvider.System));

        foreach (var (kind, text) in new[]
            {
                ("key", "SharedKey, whoever sends the value of secret 'key' in Mesh-Hop-Key"),
                ("dapr", "SharedKey, whoever sends the value of secret 'dapr' in dapr-api-token"),
                ("certificate", $"ClientCertificate, whoever connects with a certificate under '{_scene.Bundle.BundleFile}' of {TestLeaf.SidecarId}"),
                ("forwarded", $"ClientCertificate, whoever shows App Service a certificate under '{_scene.Bundle.BundleFile}' of dns:front.mesh.local"),
                ("principal", "AppServiceAuthentication, whomever App Service Authentication lets in"),
                ("isolation", "MeshIsolation, whoever reaches the port and sends no proof, which the Istio policy must allow its sidecar only"),
            })
        {
            log.Lines.ShouldContain(line => line.StartsWith($"Information 1003 Hop {kind} proves itself by {text}, and may set: NginxCertificate", StringComparison.Ordinal), kind);
        }

        var warnings = log.Lines.Where(static line => line.StartsWith("Warning ", StringComparison.Ordinal)).ToList();
        warnings.Count.ShouldBe(3);
        warnings[0].ShouldStartWith("Warning 1306 Hop forwarded trusts App Service with X-ARR-ClientCert: only in client certificate mode Required");
        warnings[1].ShouldStartWith("Warning 1304 Hop principal trusts the platform");
        warnings[2].ShouldStartWith("Warning 1305 Hop isolation trusts that nothing but the Istio sidecar can reach the port: STRICT mTLS, default deny");
    }

    [Fact]
    public void T15b_Write_warns_of_identities_by_that_header_too()
    {
        var log = new RecordedLog<PlatformHopsTests>();
        HopsAnnouncement.Write(log, [KeyValuePair.Create("apim", _scene.Hop("key", IdentitySource.AppServiceCertificate))], new MemoryReplayStore(TimeProvider.System));
        log.Lines.ShouldContain(static line => line.StartsWith("Warning 1306 Hop apim", StringComparison.Ordinal));
    }

    [Fact]
    public void T05_Write_warns_of_one_time_use_that_only_this_instance_knows()
    {
        var hop = new HopOptions { Proof = HopProof.SignedAssertion, Issuer = "https://gate", Audience = "orders", KeysFile = "/run/keys", OneTime = true };
        var log = new RecordedLog<PlatformHopsTests>();
        HopsAnnouncement.Write(log, [KeyValuePair.Create("gate", hop)], new MemoryReplayStore(TimeProvider.System));
        log.Lines.ShouldContain(static line => line.StartsWith("Warning 1307 Assertions of hop gate count once for this instance alone", StringComparison.Ordinal));

        var shared = new RecordedLog<PlatformHopsTests>();
        HopsAnnouncement.Write(shared, [KeyValuePair.Create("gate", hop)], NSubstitute.Substitute.For<IReplayStore>());
        shared.Lines.ShouldNotContain(static line => line.StartsWith("Warning", StringComparison.Ordinal), "control");
    }

    private static List<string> Errors(HostEnvironment environment, params (string Name, HopOptions Hop)[] hops)
    {
        List<string> errors = [];
        HopsValidator.Validate(hops.ToDictionary(static hop => hop.Name, static hop => hop.Hop, StringComparer.Ordinal), environment, "MeshFunctions:Hops", errors);
        return errors;
    }
}
