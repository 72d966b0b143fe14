using System.Net;
using MeshFunctions.Outbound;
using MeshFunctions.Tests.Credentials;
using Microsoft.Extensions.DependencyInjection;

namespace MeshFunctions.Tests.Outbound;

/// <summary>What a peer sees while an agent replaces this workload's files: a real server that keeps who came on which connection.</summary>
public sealed class CertificateRotationTests : IAsyncLifetime
{
    private readonly OutboundFixture _fixture = new();
    private RecordingServer _server = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _fixture.Options().Peer = MeshPki.Inventory;
        _fixture.Options().Hosts.Add("127.0.0.1");
        _server = await _fixture.StartSecureAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        await _fixture.DisposeAsync();
    }

    [Theory]
    [InlineData("1.1", "HTTP/1.1")]
    [InlineData("2.0", "HTTP/2")]
    public async Task T65_new_connections_show_the_new_certificate_and_old_ones_finish_what_they_do_and_go(string version, string protocol)
    {
        _fixture.Services.AddHttpClient("inventory")
            .UseSocketsHttpHandler(static (handler, _) => handler.PooledConnectionLifetime = TimeSpan.FromMilliseconds(300))
            .AddMeshCertificate();

        // One client for good, as a singleton has it: nothing but the connections is new.
        var http = _fixture.NewClient();
        http.DefaultRequestVersion = Version.Parse(version);
        var arrived = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var answer = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _server.Answer = context =>
        {
            context.Response.Headers["serial"] = context.Connection.ClientCertificate!.SerialNumber;
            context.Response.Headers["protocol"] = context.Request.Protocol;
            if (context.Request.Path != "/slow")
            {
                return Task.CompletedTask;
            }

            arrived.SetResult();
            return answer.Task;
        };
        var slow = http.GetAsync(new Uri(_server.Url, "/slow"), Cancel);
        await arrived.Task;
        var old = _server.Only;

        _fixture.Pki.Renew("orders-2");
        await Eventually.IsTrueAsync(async () => !string.Equals(await SerialAsync(http), old.ClientSerial, StringComparison.Ordinal));
        var next = _server.Requests[^1];
        next.ClientSubject.ShouldBe("CN=orders-2");
        next.Connection.ShouldNotBe(old.Connection, StringComparer.Ordinal);
        for (var count = 0; count < 5; count++)
        {
            (await SerialAsync(http)).ShouldBe(next.ClientSerial, "no way back");
        }

        IsOpen(old).ShouldBeTrue("control: the request under way keeps its connection");
        answer.SetResult();
        using var finished = await slow;
        finished.StatusCode.ShouldBe(HttpStatusCode.OK);
        finished.Headers.GetValues("protocol").Single().ShouldBe(protocol);
        finished.Headers.GetValues("serial").Single().ShouldBe(old.ClientSerial);
        await Eventually.IsTrueAsync(() => !IsOpen(old));
        _server.Requests.Where(request => string.Equals(request.Connection, old.Connection, StringComparison.Ordinal)).Select(static request => request.ClientSerial)
            .Distinct(StringComparer.Ordinal).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task T65_primary_handler_that_is_handed_out_again_does_not_keep_its_certificate()
    {
        using var own = new SocketsHttpHandler();
        _fixture.Services.AddHttpClient("inventory").ConfigurePrimaryHttpMessageHandler(() => own).AddMeshCertificate();
        (await FreshAsync(_fixture.NewClient())).ClientSubject.ShouldBe("CN=orders");

        _fixture.Pki.Renew("orders-2");
        await _fixture.SettleAsync(() => FreshAsync(_fixture.NewClient()));

        (await FreshAsync(_fixture.NewClient())).ClientSubject.ShouldBe("CN=orders-2");
        own.PooledConnectionLifetime.ShouldBe(PrimaryHandlerSetup.LongestConnection);
        own.UseProxy.ShouldBeFalse();
    }

    [Fact]
    public async Task T65_bundle_that_changes_decides_about_new_connections()
    {
        _fixture.Services.AddHttpClient("inventory").AddMeshCertificate();
        var http = _fixture.NewClient();
        using var other = LocalCloud.Pki.ThrowawayCa.Create("next mesh");
        var next = await _fixture.StartSecureAsync(_fixture.Pki.Server(authority: other));
        await Should.ThrowAsync<MeshPeerRefusedException>(() => http.GetAsync(next.Url, Cancel));

        await File.WriteAllTextAsync(_fixture.Pki.BundleFile, $"{_fixture.Pki.Authority.CertificatePem}\n{other.CertificatePem}\n", Cancel);
        await _fixture.SettleAsync(() => FreshAsync(http));
        using (await http.GetAsync(next.Url, Cancel))
        {
            next.Requests.Count.ShouldBe(1);
        }

        await File.WriteAllTextAsync(_fixture.Pki.BundleFile, "-----BEGIN CERTIFICATE-----\n", Cancel);
        await _fixture.SettleAsync(() => FreshAsync(http));
        await File.WriteAllTextAsync(_fixture.Pki.BundleFile, other.CertificatePem, Cancel);
        await _fixture.SettleAsync(() => FreshAsync(http));

        await Should.ThrowAsync<MeshPeerRefusedException>(() => FreshAsync(http));
        _fixture.Log.Lines.ShouldContain(static line => line.Contains(" 1702 ", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("1.1", HttpVersionPolicy.RequestVersionOrHigher, "HTTP/2")]
    [InlineData("2.0", HttpVersionPolicy.RequestVersionOrHigher, "HTTP/2")]
    [InlineData("2.0", HttpVersionPolicy.RequestVersionExact, "HTTP/2")]
    [InlineData("3.0", HttpVersionPolicy.RequestVersionOrLower, "HTTP/2")]
    [InlineData("1.1", HttpVersionPolicy.RequestVersionOrLower, "HTTP/1.1")]
    public async Task SendAsync_agrees_on_the_version_as_without_the_mesh_but_for_http_3(string version, HttpVersionPolicy policy, string expected)
    {
        _fixture.Services.AddHttpClient("inventory").AddMeshCertificate();
        string? protocol = null;
        _server.Answer = context =>
        {
            protocol = context.Request.Protocol;
            return Task.CompletedTask;
        };
        using var request = new HttpRequestMessage(HttpMethod.Get, _server.Url) { Version = Version.Parse(version), VersionPolicy = policy };

        using var response = await _fixture.NewClient().SendAsync(request, Cancel);

        protocol.ShouldBe(expected);
        _server.Only.ClientSubject.ShouldBe("CN=orders");
    }

    [Fact]
    public async Task SendAsync_that_insists_on_http_3_is_not_sent()
    {
        _fixture.Services.AddHttpClient("inventory").AddMeshCertificate();
        using var request = new HttpRequestMessage(HttpMethod.Get, _server.Url) { Version = HttpVersion.Version30, VersionPolicy = HttpVersionPolicy.RequestVersionExact };

        var error = await Should.ThrowAsync<HttpRequestException>(() => _fixture.NewClient().SendAsync(request, Cancel));

        error.HttpRequestError.ShouldBe(HttpRequestError.VersionNegotiationError);
        error.Message.ShouldContain("HTTP/3");
        _server.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task SendAsync_connection_that_the_app_makes_itself_gets_the_mesh_on_top()
    {
        var called = 0;
        _fixture.Options().Hosts.Add("inventory.invalid");
        _fixture.Services.AddHttpClient("inventory").UseSocketsHttpHandler((handler, _) => handler.ConnectCallback = async (context, cancel) =>
        {
            Interlocked.Increment(ref called);
            var socket = new System.Net.Sockets.Socket(System.Net.Sockets.SocketType.Stream, System.Net.Sockets.ProtocolType.Tcp);
            await socket.ConnectAsync(IPAddress.Loopback, _server.Url.Port, cancel);
            return new System.Net.Sockets.NetworkStream(socket, ownsSocket: true);
        }).AddMeshCertificate();

        using var response = await _fixture.GetAsync(new Uri("https://inventory.invalid/"));

        called.ShouldBe(1);
        _server.Only.ClientSubject.ShouldBe("CN=orders");
    }

    [Fact]
    public async Task SendAsync_to_a_server_that_gets_http_2_later_goes_on_with_what_was_agreed_on_at_first()
    {
        await using var plain = await RecordingServer.StartAsync(_fixture.Pki.Server(), Microsoft.AspNetCore.Server.Kestrel.Core.HttpProtocols.Http1);
        var port = plain.Url.Port;
        _fixture.Options().Hosts.Add("inventory.invalid");
        _fixture.Services.AddHttpClient("inventory").UseSocketsHttpHandler((handler, _) => handler.ConnectCallback = async (_, cancel) =>
        {
            var socket = new System.Net.Sockets.Socket(System.Net.Sockets.SocketType.Stream, System.Net.Sockets.ProtocolType.Tcp);
            await socket.ConnectAsync(IPAddress.Loopback, port, cancel);
            return new System.Net.Sockets.NetworkStream(socket, ownsSocket: true);
        }).AddMeshCertificate();
        var http = _fixture.NewClient();
        http.DefaultRequestVersion = HttpVersion.Version20;
        for (var count = 0; count < 3; count++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "https://inventory.invalid/")
            {
                Version = HttpVersion.Version20,
                VersionPolicy = HttpVersionPolicy.RequestVersionOrLower,
                Headers = { ConnectionClose = true },
            };
            using var response = await http.SendAsync(request, Cancel);
            response.Version.ShouldBe(HttpVersion.Version11);
            port = _server.Url.Port;
        }

        plain.Requests.Count.ShouldBe(1);
        _server.Requests.Count.ShouldBe(2);
    }

    [Fact]
    public void Send_synchronously_shows_the_certificate_too()
    {
        _fixture.Services.AddHttpClient("inventory").AddMeshCertificate();
        using var request = new HttpRequestMessage(HttpMethod.Get, _server.Url);

        using var response = _fixture.NewClient().Send(request, Cancel);

        _server.Only.ClientSubject.ShouldBe("CN=orders");
    }

    private bool IsOpen(RecordedRequest request) => _server.Open.Contains(request.Connection, StringComparer.Ordinal);

    private async Task<string> SerialAsync(HttpClient http)
    {
        // As fast as the clock of the looks goes; a connection lives by the system's.
        _fixture.Clock.Advance(TimeSpan.FromSeconds(1));
        using var response = await http.GetAsync(_server.Url, Cancel);
        return response.Headers.GetValues("serial").Single();
    }

    /// <summary>A request on a connection of its own.</summary>
    private async Task<RecordedRequest> FreshAsync(HttpClient http)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, _server.Url) { Headers = { ConnectionClose = true } };
        using var response = await http.SendAsync(request, Cancel);
        return _server.Requests[^1];
    }
}
