using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using LocalCloud.Hosting;
using LocalCloud.Pki;
using MeshFunctions.Tests.Hosting.Functions;
using MeshFunctions.Trust;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace MeshFunctions.Tests.Hosting;

/// <summary>The proofs in a whole app.</summary>
public sealed class ProofsTests : IAsyncLifetime
{
    private const string SidecarId = "spiffe://mesh.local/ns/edge/sa/sidecar";

    private readonly ThrowawayCa _authority = ThrowawayCa.Create("mesh");
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("mesh-proofs-");
    private LocalCloudHost _cloud = null!;

    private string BundleFile => Path.Combine(_folder.FullName, "bundle.pem");

    public async ValueTask InitializeAsync()
    {
        _authority.WriteCertificate(BundleFile);
        _cloud = await MeshAppFixture.StartCloudAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _cloud.DisposeAsync();
        _authority.Dispose();
        _folder.Delete(recursive: true);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task T06c_The_token_of_a_Dapr_sidecar_is_gone_when_the_function_runs(bool integration)
    {
        await using var app = await MeshApp.StartAsync(_cloud, Settings(("KeyHeader", "DaprApiToken")), integration: integration);
        using var request = new HttpRequestMessage(HttpMethod.Get, "open") { Headers = { { "dapr-api-token", MeshAppFixture.HopKey } } };

        var view = await SeeAsync(app.Client, request);

        view.Hop.ShouldBe("sidecar");
        view.SeenHeaders.ShouldNotBeNull().ShouldNotContain("DAPR-API-TOKEN");
        app.Log.All.ShouldNotContain(MeshAppFixture.HopKey);
        app.Log.All.ShouldContain("whoever sends the value of secret 'hop-key' in dapr-api-token");
    }

    [Fact]
    public async Task T15b_Start_up_fails_where_the_platform_is_not_the_one_that_a_proof_trusts()
    {
        var settings = Certificates(("AppService", "true"));
        settings["MeshFunctions:Hops:users:Proof"] = "AppServiceAuthentication";
        settings["MeshFunctions:Hops:pod:Proof"] = "MeshIsolation";
        settings["MeshFunctions:Hops:pod:Mesh"] = "Linkerd";

        var failure = await Should.ThrowAsync<OptionsValidationException>(async () => await MeshApp.StartAsync(_cloud, settings, services: On(HostEnvironment.None)));
        failure.Message.ShouldContain("MeshFunctions:Hops:sidecar:AppService: is true although this is not App Service");
        failure.Message.ShouldContain("MeshFunctions:Hops:users:Proof: AppServiceAuthentication needs");
        failure.Message.ShouldContain("MeshFunctions:Hops:pod:Proof: MeshIsolation needs");

        await using var control = await MeshApp.StartAsync(_cloud, settings, services: On(new HostEnvironment("i", "True", "10.0.0.1")));
        control.Log.All.ShouldContain("Hop pod trusts that nothing but the Linkerd sidecar can reach the port: STRICT mTLS, default deny");
        control.Log.All.ShouldContain("Hop users trusts the platform");
    }

    [Fact]
    public async Task T15_A_connection_certificate_proves_the_hop_and_no_other_does()
    {
        using var server = _authority.Issue(new LeafNames { CommonName = "worker", Addresses = [IPAddress.Loopback] });
        using var sidecar = _authority.Issue(new LeafNames { CommonName = "sidecar", Uris = [new Uri(SidecarId)] });
        using var orders = _authority.Issue(new LeafNames { CommonName = "orders", Uris = [new Uri("spiffe://mesh.local/ns/shop/sa/orders")] });
        using var stranger = ThrowawayCa.Create("mesh");
        using var forged = stranger.Issue(new LeafNames { CommonName = "sidecar", Uris = [new Uri(SidecarId)] });
        await using var app = await MeshApp.StartAsync(_cloud, Certificates(), integration: true, certificate: server.Certificate);

        (await HopAsync(app, sidecar.Certificate)).ShouldBe("sidecar");
        (await HopAsync(app, orders.Certificate)).ShouldBeNull();
        (await HopAsync(app, forged.Certificate)).ShouldBeNull();
        (await HopAsync(app, null)).ShouldBeNull();
        (await HopAsync(app, null, sidecar.Certificate)).ShouldBeNull("the header is not looked at");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task T15_The_certificate_that_App_Service_forwards_proves_the_hop(bool integration)
    {
        using var sidecar = _authority.Issue(new LeafNames { CommonName = "sidecar", Uris = [new Uri(SidecarId)] });
        using var expired = _authority.Issue(new LeafNames { CommonName = "sidecar", Uris = [new Uri(SidecarId)] }, TimeSpan.FromSeconds(-1));
        await using var app = await MeshApp.StartAsync(
            _cloud, Certificates(("AppService", "true")), services: On(new HostEnvironment("i", null, null)), integration: integration);

        (await HopAsync(app, null, sidecar.Certificate)).ShouldBe("sidecar");
        (await HopAsync(app, null, expired.Certificate)).ShouldBeNull();
        (await HopAsync(app, null)).ShouldBeNull();
    }

    [Fact]
    public void T15b_A_certificate_that_middleware_took_from_a_header_is_not_the_connections()
    {
        using var leaf = _authority.Issue(new LeafNames { CommonName = "sidecar", Uris = [new Uri(SidecarId)] });
        var http = new DefaultHttpContext();
        http.Features.Set<ITlsConnectionFeature>(new TlsConnectionFeature { ClientCertificate = leaf.Certificate });
        http.Connection.ClientCertificate.ShouldNotBeNull();

        new MeshFunctions.Hosting.IntegrationInvocation(http).ConnectionCertificate.ShouldBeNull();
    }

    private static Action<IServiceCollection> On(HostEnvironment environment) => services => services.AddSingleton(environment);

    private async Task<string?> HopAsync(MeshApp app, X509Certificate2? shown, X509Certificate2? forwarded = null)
    {
        using var handler = new SocketsHttpHandler { UseProxy = false };
        handler.SslOptions.CertificateChainPolicy = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            CustomTrustStore = { _authority.Certificate },
            RevocationMode = X509RevocationMode.NoCheck,
        };
        handler.SslOptions.ClientCertificates = shown is null ? [] : [shown];
        using var client = new HttpClient(handler, disposeHandler: false) { BaseAddress = app.Client.BaseAddress };
        using var request = new HttpRequestMessage(HttpMethod.Get, "open");
        if (forwarded is not null)
        {
            request.Headers.TryAddWithoutValidation("X-ARR-ClientCert", Convert.ToBase64String(forwarded.RawData));
        }

        return (await SeeAsync(client, request)).Hop;
    }

    private static async Task<MeshView> SeeAsync(HttpClient client, HttpRequestMessage request)
    {
        using var response = await client.SendAsync(request, TestContext.Current.CancellationToken);
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        return MeshView.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    private Dictionary<string, string?> Settings(params (string Key, string Value)[] hop)
    {
        var settings = MeshApp.Settings(_cloud);
        foreach (var (key, value) in hop)
        {
            settings["MeshFunctions:Hops:sidecar:" + key] = value;
        }

        return settings;
    }

    private Dictionary<string, string?> Certificates(params (string Key, string Value)[] hop)
    {
        var settings = Settings([("Proof", "ClientCertificate"), ("BundleFile", BundleFile), ("Allowed:0", SidecarId), .. hop]);
        settings.Remove("MeshFunctions:Hops:sidecar:KeySecret");
        return settings;
    }
}
