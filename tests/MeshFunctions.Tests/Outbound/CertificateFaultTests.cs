using System.Net;
using System.Net.Sockets;
using MeshFunctions.Outbound;
using Microsoft.Extensions.DependencyInjection;

namespace MeshFunctions.Tests.Outbound;

/// <summary>Each thing that can be wrong with the files or with the server, before the first request and after it: the documented outcome, and nothing sent.</summary>
public sealed class CertificateFaultTests : IAsyncLifetime
{
    private readonly OutboundFixture _fixture = new();
    private RecordingServer _server = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _fixture.Options().Peer = MeshPki.Inventory;
        _fixture.Options().Hosts.Add("127.0.0.1");
        _fixture.Services.AddHttpClient("inventory").AddMeshCertificate();
        _server = await _fixture.StartSecureAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        await _fixture.DisposeAsync();
    }

    public static TheoryData<string> Faults() =>
    [
        "certificate missing", "key missing", "bundle missing", "certificate garbage", "key garbage", "bundle garbage", "certificate cut short", "key cut short", "bundle cut short", "key of another",
    ];

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task T65_cold_every_fault_of_the_files_is_one_named_error_until_they_are_whole(string fault)
    {
        var whole = Files();
        Break(fault);
        var http = _fixture.NewClient();

        var error = await Should.ThrowAsync<MeshCertificateUnavailableException>(() => FreshAsync(http));

        error.HttpRequestError.ShouldBe(HttpRequestError.SecureConnectionError);
        error.Message.ShouldContain("'inventory'");
        error.ToString().ShouldNotContain(whole[_fixture.Pki.KeyFile].Split('\n')[1]);
        _server.Requests.ShouldBeEmpty();
        Restore(whole);
        await FreshAsync(http);
        _server.Only.ClientSubject.ShouldBe("CN=orders");
    }

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task T65_warm_every_fault_of_the_files_leaves_what_was_there_before(string fault)
    {
        var http = _fixture.NewClient();
        await FreshAsync(http);
        Break(fault);

        await _fixture.SettleAsync(() => FreshAsync(http));
        await _fixture.SettleAsync(() => FreshAsync(http));

        _server.Requests.Count.ShouldBeGreaterThan(3);
        _server.Requests.ShouldAllBe(request => request.ClientSubject == "CN=orders");
        _fixture.Log.Lines.Count(static line => line.Contains(" 1151 ", StringComparison.Ordinal) || line.Contains(" 1702 ", StringComparison.Ordinal)).ShouldBe(1);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task T65_expired_certificate_is_a_named_error_and_no_reason_not_to_start(bool warm)
    {
        if (warm)
        {
            await FreshAsync(_fixture.NewClient());
        }

        _fixture.Clock.Advance(TimeSpan.FromDays(2));
        await _fixture.StartupAsync();
        var error = await Should.ThrowAsync<MeshCertificateUnavailableException>(() => FreshAsync(_fixture.NewClient()));

        error.Message.ShouldContain("expired");
        _server.Requests.Count.ShouldBe(warm ? 1 : 0);
        _fixture.Log.Lines.ShouldContain(static line => line.Contains(" 1153 ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task T65_server_without_tls_is_a_connection_error()
    {
        var plain = await _fixture.StartPlainAsync();

        var error = await Should.ThrowAsync<HttpRequestException>(() => _fixture.GetAsync(new UriBuilder(plain.Url) { Scheme = "https" }.Uri));

        error.HttpRequestError.ShouldBe(HttpRequestError.SecureConnectionError);
        error.Message.ShouldContain("could not agree on TLS");
        plain.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task T65_server_that_hangs_up_is_a_connection_error()
    {
        _fixture.Services.AddHttpClient("inventory").UseSocketsHttpHandler(static (handler, _) =>
            handler.ConnectCallback = static (_, _) => ValueTask.FromResult<Stream>(new MemoryStream()));

        var error = await Should.ThrowAsync<HttpRequestException>(() => _fixture.GetAsync(_server.Url));

        error.HttpRequestError.ShouldBe(HttpRequestError.SecureConnectionError);
    }

    [Fact]
    public async Task T65_server_that_is_not_there_is_the_usual_error()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        listener.Stop();

        (await Should.ThrowAsync<HttpRequestException>(() => _fixture.GetAsync(new Uri($"https://127.0.0.1:{port}/")))).HttpRequestError.ShouldBe(HttpRequestError.ConnectionError);
    }

    [Theory]
    [InlineData("1.1")]
    [InlineData("2.0")]
    public async Task T65_server_that_is_another_is_refused_by_name_and_the_next_request_may_find_the_right_one(string version)
    {
        var http = _fixture.NewClient();
        http.DefaultRequestVersion = Version.Parse(version);
        var wrong = await _fixture.StartSecureAsync(_fixture.Pki.Server("spiffe://mesh.local/ns/shop/sa/catalog"));

        var error = await Should.ThrowAsync<MeshPeerRefusedException>(() => http.GetAsync(wrong.Url, Cancel));

        error.HttpRequestError.ShouldBe(HttpRequestError.SecureConnectionError);
        error.Message.ShouldContain(MeshPki.Inventory);
        error.Message.ShouldContain("spiffe://mesh.local/ns/shop/sa/catalog");
        wrong.Requests.ShouldBeEmpty();
        using var response = await http.GetAsync(_server.Url, Cancel);
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    private void Break(string fault)
    {
        var file = fault switch
        {
            _ when fault.StartsWith("certificate", StringComparison.Ordinal) => _fixture.Pki.CertificateFile,
            _ when fault.StartsWith("key", StringComparison.Ordinal) => _fixture.Pki.KeyFile,
            _ => _fixture.Pki.BundleFile,
        };
        var content = File.ReadAllText(file);
        switch (fault.Split(' ', 2)[1])
        {
            case "missing":
                File.Delete(file);
                break;
            case "garbage":
                File.WriteAllText(file, content.Replace('M', '!'));
                break;
            case "cut short":
                File.WriteAllText(file, content[..(content.Length / 2)]);
                break;
            default:
                var whole = Files();
                _fixture.Pki.Renew("another");
                File.WriteAllText(_fixture.Pki.CertificateFile, whole[_fixture.Pki.CertificateFile]);
                break;
        }
    }

    private Dictionary<string, string> Files() =>
        new[] { _fixture.Pki.CertificateFile, _fixture.Pki.KeyFile, _fixture.Pki.BundleFile }.ToDictionary(static file => file, File.ReadAllText, StringComparer.Ordinal);

    private static void Restore(Dictionary<string, string> files)
    {
        foreach (var (file, content) in files)
        {
            File.WriteAllText(file, content);
        }
    }

    /// <summary>A request on a connection of its own.</summary>
    private async Task FreshAsync(HttpClient http)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, _server.Url) { Headers = { ConnectionClose = true } };
        using var response = await http.SendAsync(request, Cancel);
    }
}
