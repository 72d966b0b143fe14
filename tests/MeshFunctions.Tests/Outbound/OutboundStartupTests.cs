using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using MeshFunctions.Outbound;
using Microsoft.Extensions.DependencyInjection;

namespace MeshFunctions.Tests.Outbound;

public sealed class OutboundStartupTests : IAsyncLifetime
{
    private readonly OutboundFixture _fixture = new();

    public ValueTask InitializeAsync()
    {
        _fixture.Options().Hosts.Add("inventory.mesh.local:8443");
        _fixture.Options().Peer = MeshPki.Inventory;
        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync() => _fixture.DisposeAsync();

    [Fact]
    public async Task StartingAsync_clients_that_can_keep_the_rules_start()
    {
        Inventory().AddMeshPropagation().AddAccessToken("api://inventory/.default").AddMeshCertificate();
        _fixture.Services.AddHttpClient("elsewhere").ConfigurePrimaryHttpMessageHandler(static () => new HttpClientHandler());

        await _fixture.StartupAsync();

        using var http = _fixture.NewClient("elsewhere");
        http.ShouldNotBeNull();
    }

    [Fact]
    public async Task StartingAsync_own_sockets_handler_with_settings_that_matter_to_nobody_starts()
    {
        Inventory().UseSocketsHttpHandler(static (handler, _) => handler.MaxConnectionsPerServer = 7).AddMeshPropagation().AddMeshCertificate();

        await _fixture.StartupAsync();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task StartingAsync_primary_handler_of_another_kind_fails_wherever_it_is_set(bool afterwards)
    {
        var builder = Inventory();
        _ = afterwards
            ? builder.AddMeshPropagation().ConfigurePrimaryHttpMessageHandler(static () => new HttpClientHandler())
            : builder.ConfigurePrimaryHttpMessageHandler(static () => new HttpClientHandler()).AddMeshPropagation();

        await RefusalAsync("'inventory'", "HttpClientHandler", "SocketsHttpHandler");
    }

    [Fact]
    [SuppressMessage("Security", "CA5359:Do Not Disable Certificate Validation", Justification = "What the test is about: it is refused.")]
    public async Task StartingAsync_primary_handler_that_trusts_by_itself_fails_with_the_mesh_certificate()
    {
        Inventory()
            .UseSocketsHttpHandler(static (handler, _) => handler.SslOptions.RemoteCertificateValidationCallback = static (_, _, _, _) => true)
            .AddMeshCertificate();

        await RefusalAsync("'inventory'", "decides by itself");
    }

    [Fact]
    public async Task StartingAsync_primary_handler_with_its_own_client_certificate_fails_with_the_mesh_certificate()
    {
        Inventory()
            .UseSocketsHttpHandler((handler, _) => handler.SslOptions.ClientCertificates = [_fixture.Pki.Authority.Certificate])
            .AddMeshCertificate();

        await RefusalAsync("'inventory'", "client certificate of its own");
    }

    [Theory]
    [InlineData("token", true)]
    [InlineData("transaction", true)]
    [InlineData("option", true)]
    [InlineData("trace", false)]
    [SuppressMessage("Security", "CA5359:Do Not Disable Certificate Validation", Justification = "What the test is about: it is refused.")]
    public async Task StartingAsync_primary_handler_that_trusts_anybody_fails_where_a_token_is_carried(string carried, bool refused)
    {
        var builder = Inventory().UseSocketsHttpHandler(static (handler, _) => handler.SslOptions.RemoteCertificateValidationCallback = static (_, _, _, _) => true);
        _fixture.Options().Transaction = carried is "option";
        _ = carried switch
        {
            "token" => builder.AddAccessToken("api://inventory/.default"),
            "transaction" => builder.AddTransactionToken(),
            _ => builder.AddMeshPropagation(),
        };

        if (refused)
        {
            await RefusalAsync("'inventory'", "trusts whatever server answers");
        }
        else
        {
            await _fixture.StartupAsync();
        }
    }

    [Theory]
    [InlineData("any")]
    [InlineData("chain errors")]
    [InlineData("chain")]
    [InlineData("name")]
    [InlineData("self-signed")]
    [InlineData("policy")]
    public async Task T66_primary_handler_that_trusts_a_certificate_of_the_servers_own_making_fails_where_a_token_is_carried(string rule)
    {
        Inventory().UseSocketsHttpHandler((handler, _) =>
        {
            handler.SslOptions.RemoteCertificateValidationCallback = rule switch
            {
                "any" => static (_, certificate, _, _) => certificate is not null,
                "chain errors" => static (_, certificate, _, errors) => certificate is not null && errors is SslPolicyErrors.None or SslPolicyErrors.RemoteCertificateChainErrors,
                "name" => static (_, _, _, errors) => (errors & ~SslPolicyErrors.RemoteCertificateNameMismatch) is SslPolicyErrors.None,
                "self-signed" => static (_, _, chain, errors) => errors is SslPolicyErrors.None || chain?.ChainStatus.All(static status => status.Status is X509ChainStatusFlags.UntrustedRoot) == true,
                "chain" => static (_, _, chain, _) => chain!.ChainElements.Count > 0,
                _ => null,
            };
            handler.SslOptions.CertificateChainPolicy = rule is "policy"
                ? new X509ChainPolicy { VerificationFlags = X509VerificationFlags.AllowUnknownCertificateAuthority }
                : null;
        }).AddAccessToken("api://inventory/.default");

        await RefusalAsync("'inventory'", "trusts whatever server answers");
    }

    [Fact]
    public async Task T66_primary_handler_that_trusts_roots_of_its_own_or_one_server_starts_with_a_token()
    {
        Inventory().UseSocketsHttpHandler((handler, _) =>
        {
            handler.SslOptions.CertificateChainPolicy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, CustomTrustStore = { _fixture.Pki.Authority.Certificate } };
            handler.SslOptions.RemoteCertificateValidationCallback = static (_, _, _, errors) => errors is SslPolicyErrors.None or SslPolicyErrors.RemoteCertificateNameMismatch;
        }).AddAccessToken("api://inventory/.default");

        await _fixture.StartupAsync();
    }

    [Fact]
    public void T66_client_that_shows_its_certificate_lists_its_hosts()
    {
        Inventory().AddMeshCertificate();
        List<string> errors = [];
        var registrations = OutboundRegistrations.Of(_fixture.Services);
        registrations.Validate(_fixture.Provider.GetRequiredService<OutboundOptions>(), _fixture.Certificate, "MeshFunctions", errors);
        errors.ShouldBeEmpty("control");
        _fixture.Options().Hosts.Clear();

        registrations.Validate(_fixture.Provider.GetRequiredService<OutboundOptions>(), _fixture.Certificate, "MeshFunctions", errors);

        errors.ShouldHaveSingleItem().ShouldStartWith("MeshFunctions:Outbound:inventory:Hosts: is empty");
    }

    [Fact]
    public async Task StartingAsync_primary_handler_whose_check_looks_at_the_certificate_starts_with_a_token()
    {
        Inventory()
            .UseSocketsHttpHandler(static (handler, _) => handler.SslOptions.RemoteCertificateValidationCallback = static (_, certificate, _, _) => certificate!.Subject is "CN=x")
            .AddAccessToken("api://inventory/.default");

        await _fixture.StartupAsync();
    }

    [Fact]
    public async Task StartingAsync_primary_handler_with_its_own_propagator_fails_and_with_one_of_the_runtimes_starts()
    {
        Inventory().UseSocketsHttpHandler(static (handler, _) => handler.ActivityHeadersPropagator = NSubstitute.Substitute.For<DistributedContextPropagator>()).AddMeshPropagation();
        _fixture.Options("catalog").Hosts.Add("catalog.mesh.local");
        _fixture.Services.AddHttpClient("catalog")
            .UseSocketsHttpHandler(static (handler, _) => handler.ActivityHeadersPropagator = DistributedContextPropagator.CreatePassThroughPropagator()).AddMeshPropagation();
        _fixture.Services.AddHttpClient("none").UseSocketsHttpHandler(static (handler, _) => handler.ActivityHeadersPropagator = null).AddTransactionToken();

        var error = await Should.ThrowAsync<InvalidOperationException>(_fixture.StartupAsync);

        error.Message.ShouldContain("'inventory'");
        error.Message.ShouldContain("ActivityHeadersPropagator");
        error.Message.Split(Environment.NewLine).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task StartingAsync_primary_handler_with_its_own_proxy_fails_with_the_mesh_certificate_only()
    {
        Inventory().UseSocketsHttpHandler(static (handler, _) => handler.Proxy = new System.Net.WebProxy("http://127.0.0.1:3128")).AddMeshCertificate();
        _fixture.Options("catalog").Hosts.Add("catalog.mesh.local");
        _fixture.Services.AddHttpClient("catalog").UseSocketsHttpHandler(static (handler, _) => handler.Proxy = new System.Net.WebProxy("http://127.0.0.1:3128")).AddMeshPropagation();

        await RefusalAsync("'inventory'", "has a proxy of its own");
    }

    [Fact]
    public async Task StartingAsync_primary_handler_of_a_client_beside_the_mesh_shows_its_certificate_to_nobody_but_the_peer()
    {
        using var shared = new SocketsHttpHandler();
        Inventory().ConfigurePrimaryHttpMessageHandler(() => shared).AddMeshCertificate();
        _fixture.Services.AddHttpClient("elsewhere").ConfigurePrimaryHttpMessageHandler(() => shared);
        await _fixture.StartupAsync();
        var stranger = await _fixture.StartSecureAsync(_fixture.Pki.Server(spiffeId: null));
        var plain = await _fixture.StartPlainAsync();
        using var http = _fixture.NewClient("elsewhere");

        await Should.ThrowAsync<HttpRequestException>(() => http.GetAsync(stranger.Url, TestContext.Current.CancellationToken));
        await Should.ThrowAsync<HttpRequestException>(() => http.GetAsync(plain.Url, TestContext.Current.CancellationToken));

        stranger.Requests.ShouldBeEmpty();
        plain.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task StartingAsync_primary_handler_shared_by_two_clients_fails()
    {
        using var shared = new SocketsHttpHandler();
        _fixture.Options("catalog").Hosts.Add("catalog.mesh.local");
        Inventory().ConfigurePrimaryHttpMessageHandler(() => shared).AddMeshPropagation();
        _fixture.Services.AddHttpClient("catalog").ConfigurePrimaryHttpMessageHandler(() => shared).AddMeshPropagation();

        await RefusalAsync("'catalog'", "'inventory'", "needs its own");
    }

    [Fact]
    public async Task StartingAsync_primary_handler_that_has_sent_requests_fails()
    {
        await using var server = await _fixture.StartPlainAsync();
        using var used = new SocketsHttpHandler();
        using var http = new HttpClient(used, disposeHandler: false);
        await http.GetAsync(server.Url, TestContext.Current.CancellationToken);
        Inventory().ConfigurePrimaryHttpMessageHandler(() => used).AddMeshPropagation();

        await RefusalAsync("'inventory'", "has sent requests already");
    }

    [Fact]
    public async Task StartingAsync_certificate_files_that_are_missing_are_a_warning_that_names_them()
    {
        File.Delete(_fixture.Pki.KeyFile);
        Inventory().AddMeshCertificate();

        await _fixture.StartupAsync();

        Warning().ShouldContain(_fixture.Pki.KeyFile);
        Warning().ShouldNotContain(_fixture.Pki.CertificateFile);
    }

    [Fact]
    public async Task StartingAsync_certificate_files_that_are_missing_and_needed_by_no_client_are_no_warning()
    {
        File.Delete(_fixture.Pki.KeyFile);
        Inventory().AddMeshPropagation();

        await _fixture.StartupAsync();

        _fixture.Log.Lines.ShouldNotContain(line => line.Contains("1703", StringComparison.Ordinal));
    }

    [Fact]
    public async Task StartingAsync_handler_that_cannot_keep_the_rules_fails_although_files_are_missing()
    {
        File.Delete(_fixture.Pki.KeyFile);
        Inventory()
            .UseSocketsHttpHandler((handler, _) => handler.SslOptions.ClientCertificates = [_fixture.Pki.Authority.Certificate])
            .AddMeshCertificate();

        await RefusalAsync("'inventory'", "client certificate of its own");
    }

    [Fact]
    public async Task StartingAsync_certificate_whose_key_is_another_fails_and_names_the_files()
    {
        var certificate = await File.ReadAllTextAsync(_fixture.Pki.CertificateFile, TestContext.Current.CancellationToken);
        _fixture.Pki.Renew("orders-2");
        await File.WriteAllTextAsync(_fixture.Pki.CertificateFile, certificate, TestContext.Current.CancellationToken);
        Inventory().AddMeshCertificate();

        await RefusalAsync("MeshFunctions:Mesh", _fixture.Pki.KeyFile);
    }

    [Fact]
    public async Task StartingAsync_bundle_without_a_certificate_fails()
    {
        await File.WriteAllTextAsync(_fixture.Pki.BundleFile, "nothing", TestContext.Current.CancellationToken);
        Inventory().AddMeshCertificate();

        await RefusalAsync("MeshFunctions:Mesh", _fixture.Pki.BundleFile);
    }

    [Fact]
    public void CreateClient_without_the_worker_extension_says_so()
    {
        var services = new ServiceCollection();
        services.AddHttpClient("inventory").AddMeshPropagation();
        using var provider = services.BuildServiceProvider();

        Should.Throw<InvalidOperationException>(() => provider.GetRequiredService<IHttpClientFactory>().CreateClient("inventory"))
            .Message.ShouldContain("UseMeshFunctions()");
    }

    [Fact]
    public void AddMesh_on_a_client_without_a_name_or_with_a_wrong_scope_is_an_argument_error()
    {
        Should.Throw<ArgumentException>(() => _fixture.Services.ConfigureHttpClientDefaults(static clients => clients.AddMeshPropagation()));
        Should.Throw<ArgumentException>(() => Inventory().AddAccessToken("two scopes"));
        Should.Throw<ArgumentException>(() => Inventory().AddAccessToken(""));
    }

    [Fact]
    public void Validate_registrations_tell_everything_that_the_configuration_lacks()
    {
        Inventory().AddMeshCertificate();
        _fixture.Services.AddHttpClient("bare").AddMeshPropagation().AddAccessToken().AddMeshCertificate();
        _fixture.Services.AddHttpClient("catalog").AddMeshPropagation();
        List<string> errors = [];

        OutboundRegistrations.Of(_fixture.Services).Validate(
            _fixture.Provider.GetRequiredService<OutboundOptions>(), new MeshCertificateOptions(), "MeshFunctions", errors);

        errors.Select(static error => error[..error.IndexOf(": ", StringComparison.Ordinal)]).ShouldBe(
            [
                "MeshFunctions:Outbound:bare:Hosts",
                "MeshFunctions:Outbound:bare:Scope",
                "MeshFunctions:Outbound:bare:Peer",
                "MeshFunctions:Mesh:CertificateFile",
                "MeshFunctions:Outbound:catalog:Hosts",
                "MeshFunctions:Mesh:CertificateFile",
            ]);
    }

    private IHttpClientBuilder Inventory() => _fixture.Services.AddHttpClient("inventory");

    private string Warning() => _fixture.Log.Lines.Where(line => line.Contains("1703", StringComparison.Ordinal)).ShouldHaveSingleItem();

    private async Task RefusalAsync(params string[] parts)
    {
        var error = await Should.ThrowAsync<InvalidOperationException>(_fixture.StartupAsync);
        foreach (var part in parts)
        {
            error.Message.ShouldContain(part);
        }
    }
}
