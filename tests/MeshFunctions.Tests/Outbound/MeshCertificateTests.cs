using MeshFunctions.Outbound;
using Microsoft.Extensions.DependencyInjection;

namespace MeshFunctions.Tests.Outbound;

public sealed class MeshCertificateTests : IAsyncLifetime
{
    private readonly OutboundFixture _fixture = new();

    public ValueTask InitializeAsync()
    {
        _fixture.Options().Peer = MeshPki.Inventory;
        _fixture.Options().Hosts.Add("127.0.0.1");
        _fixture.Services.AddHttpClient("inventory").AddMeshCertificate();
        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync() => _fixture.DisposeAsync();

    [Fact]
    public async Task GetAsync_expected_peer_sees_the_workloads_leaf()
    {
        await using var server = await _fixture.StartSecureAsync();

        using var response = await _fixture.GetAsync(server.Url);

        server.Only.ClientSubject.ShouldBe("CN=orders");
    }

    [Theory]
    [InlineData("spiffe://mesh.local/ns/shop/sa/catalog")]
    [InlineData("spiffe://other.local/ns/shop/sa/inventory")]
    [InlineData("spiffe://mesh.local/ns/shop/sa/inventory/x")]
    [InlineData(MeshPki.Inventory + " spiffe://mesh.local/ns/shop/sa/catalog")]
    [InlineData(null)]
    public async Task GetAsync_server_of_the_mesh_that_is_not_exactly_the_peer_is_refused_and_named(string? presented)
    {
        await using var server = await _fixture.StartSecureAsync(_fixture.Pki.Server(presented));

        var error = await Should.ThrowAsync<HttpRequestException>(() => _fixture.GetAsync(server.Url));

        error.HttpRequestError.ShouldBe(HttpRequestError.SecureConnectionError);
        server.Requests.ShouldBeEmpty();
        _fixture.Log.Lines.ShouldContain(line => line.Contains("1701", StringComparison.Ordinal) && line.Contains(MeshPki.Inventory, StringComparison.Ordinal));
    }

    [Fact]
    public async Task GetAsync_peer_of_another_authority_of_the_same_name_is_refused()
    {
        await using var server = await _fixture.StartSecureAsync(_fixture.Pki.Server(authority: _fixture.Pki.Other()));

        await Should.ThrowAsync<HttpRequestException>(() => _fixture.GetAsync(server.Url));

        server.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task GetAsync_peer_whose_certificate_has_expired_is_refused()
    {
        await using var server = await _fixture.StartSecureAsync(_fixture.Pki.Server(lifetime: TimeSpan.FromSeconds(-10)));

        await Should.ThrowAsync<HttpRequestException>(() => _fixture.GetAsync(server.Url));

        server.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task GetAsync_without_encryption_is_refused()
    {
        await using var plain = await _fixture.StartPlainAsync();

        (await Should.ThrowAsync<HttpRequestException>(() => _fixture.GetAsync(plain.Url))).Message.ShouldContain("https");

        plain.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task AddMeshCertificate_with_propagation_and_token_gives_all_three()
    {
        await using var server = await _fixture.StartSecureAsync();
        _fixture.Options().Hosts.Add(server.Url.Authority);
        _fixture.Services.AddHttpClient("inventory").AddMeshPropagation().AddAccessToken("api://inventory/.default");
        _fixture.Lineage.Current = new("0af7651916cd43dd8448eb211c80319c", 1, "request-1");

        using var response = await _fixture.GetAsync(server.Url);

        server.Only.ClientSubject.ShouldBe("CN=orders");
        server.Only.Names.ShouldBe(["host", "authorization", "traceparent", "x-request-id"], ignoreOrder: true);
    }

    [Fact]
    public async Task GetAsync_without_the_leafs_file_fails_by_type_and_succeeds_once_it_is_there()
    {
        await using var server = await _fixture.StartSecureAsync();
        File.Delete(_fixture.Pki.KeyFile);
        await _fixture.StartupAsync();

        var error = await Should.ThrowAsync<MeshCertificateUnavailableException>(() => _fixture.GetAsync(server.Url));
        error.HttpRequestError.ShouldBe(HttpRequestError.SecureConnectionError);
        error.Message.ShouldContain("'inventory'");
        error.Message.ShouldContain(_fixture.Pki.KeyFile);
        error.Message.ShouldNotContain(_fixture.Pki.BundleFile);
        server.Requests.ShouldBeEmpty();

        _fixture.Pki.Renew("orders-2");
        using var response = await _fixture.GetAsync(server.Url);
        server.Only.ClientSubject.ShouldBe("CN=orders-2");
    }

    [Fact]
    public async Task GetAsync_when_a_file_that_was_missing_comes_broken_fails_by_the_same_type()
    {
        await using var server = await _fixture.StartSecureAsync();
        File.Delete(_fixture.Pki.BundleFile);
        await _fixture.StartupAsync();
        await File.WriteAllTextAsync(_fixture.Pki.BundleFile, "nothing", TestContext.Current.CancellationToken);

        var error = await Should.ThrowAsync<MeshCertificateUnavailableException>(() => _fixture.GetAsync(server.Url));

        error.Message.ShouldContain(_fixture.Pki.BundleFile);
        server.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task T66_host_that_is_not_listed_is_not_even_connected_to()
    {
        await using var server = await _fixture.StartSecureAsync();
        var error = await Should.ThrowAsync<MeshPeerRefusedException>(() => _fixture.GetAsync(new Uri($"https://localhost:{server.Url.Port}/")));

        error.Message.ShouldContain("MeshFunctions:Outbound:inventory:Hosts");
        server.Open.ShouldBeEmpty();
        using var control = await _fixture.GetAsync(server.Url);
        server.Only.ClientSubject.ShouldBe("CN=orders");
    }

    [Theory]
    [InlineData("spiffe://mesh.local", "spiffe://other.local", false)]
    [InlineData("spiffe://mesh.local", "spiffe://mesh.local", true)]
    [InlineData("spiffe://mesh.local", null, true)]
    public async Task T65_bundle_with_authorities_of_two_trust_domains_is_not_used(string one, string? two, bool used)
    {
        await using var server = await _fixture.StartSecureAsync();
        await File.WriteAllTextAsync(
            _fixture.Pki.BundleFile, $"{_fixture.Pki.Authority.CertificatePem}\n{MeshPki.Root(one)}\n{MeshPki.Root(two)}\n", TestContext.Current.CancellationToken);

        if (used)
        {
            using var response = await _fixture.GetAsync(server.Url);
            server.Requests.Count.ShouldBe(1);
        }
        else
        {
            (await Should.ThrowAsync<MeshCertificateUnavailableException>(() => _fixture.GetAsync(server.Url))).Message.ShouldContain("more than one trust domain");
            server.Requests.ShouldBeEmpty();
        }
    }

    [Fact]
    public async Task T65_bundle_that_stays_unreadable_is_told_every_hour()
    {
        var log = new Credentials.RecordedLog<MeshBundle>();
        var bundle = new MeshBundle(_fixture.Pki.BundleFile, _fixture.Clock, log);
        bundle.Current(out _).ShouldNotBeNull();
        await File.WriteAllTextAsync(_fixture.Pki.BundleFile, "nothing", TestContext.Current.CancellationToken);
        for (var minute = 0; minute < 125; minute++)
        {
            _fixture.Clock.Advance(TimeSpan.FromMinutes(1));
            bundle.Current(out _).ShouldNotBeNull();
        }

        log.Lines.Count(static line => line.Contains("cannot be used", StringComparison.Ordinal)).ShouldBe(3);
    }

    [Fact]
    public async Task GetAsync_without_the_bundle_trusts_no_server()
    {
        await using var server = await _fixture.StartSecureAsync();
        File.Delete(_fixture.Pki.BundleFile);

        await Should.ThrowAsync<MeshCertificateUnavailableException>(() => _fixture.GetAsync(server.Url));

        server.Requests.ShouldBeEmpty();
    }
}
