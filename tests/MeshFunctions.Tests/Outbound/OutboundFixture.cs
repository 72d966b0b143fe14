using System.Security.Cryptography.X509Certificates;
using Azure.Core;
using MeshFunctions.Credentials;
using MeshFunctions.Identity;
using MeshFunctions.Identity.Transactions;
using MeshFunctions.Outbound;
using MeshFunctions.Tests.Credentials;
using MeshFunctions.Tracing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace MeshFunctions.Tests.Outbound;

/// <summary>An app with HTTP clients, and the mesh around it.</summary>
internal sealed class OutboundFixture : IAsyncDisposable
{
    public const string Token = "CANARY-token";
    private readonly List<RecordingServer> _servers = [];
    private readonly Dictionary<string, OutboundClientOptions> _clients = new(StringComparer.Ordinal);
    private ServiceProvider? _provider;

    public OutboundFixture()
    {
        Credential = new ScriptedCredential((_, _) => Task.FromResult(new AccessToken(Token, TimeProvider.System.GetUtcNow().AddHours(1))));
        Certificate = new MeshCertificateOptions { CertificateFile = Pki.CertificateFile, KeyFile = Pki.KeyFile, BundleFile = Pki.BundleFile };
        Services = new ServiceCollection();
        Services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(Log));
        Services.AddSingleton(new OutboundOptions(_clients));
        Services.AddSingleton(Certificate);
        Services.AddSingleton(Lineage);
        Services.AddSingleton(Transactions);
        Services.AddSingleton(Credential);
        Services.AddSingleton(new CachedTokenCredential(Credential));
        Services.AddSingleton<TimeProvider>(Clock);
        Services.AddSingleton(static provider => new CertificateLeases(provider.GetRequiredService<TimeProvider>(), null, provider.GetRequiredService<ILogger<CertificateLeases>>()));
    }

    /// <summary>When the files are looked at; TLS itself has the system's clock.</summary>
    public FakeClock Clock { get; } = new(TimeProvider.System.GetUtcNow());

    public MeshPki Pki { get; } = new();

    public ScriptedCredential Credential { get; }

    public MeshCertificateOptions Certificate { get; }

    public RecordedLogs Log { get; } = new();

    public ServiceCollection Services { get; }

    public ServiceProvider Provider => _provider ??= Services.BuildServiceProvider();

    public LineageAccessor Lineage { get; } = new();

    public TransactionAccessor Transactions { get; } = new();

    public OutboundClientOptions Options(string client = "inventory") =>
        _clients.TryGetValue(client, out var options) ? options : _clients[client] = new OutboundClientOptions();

    public async Task<RecordingServer> StartSecureAsync(X509Certificate2? certificate = null) => await StartAsync(certificate ?? Pki.Server());

    public Task<RecordingServer> StartPlainAsync() => StartAsync(null);

    /// <summary>The client of the tests: trusts the mesh's authority whatever the host's name, and may talk to the server.</summary>
    public IHttpClientBuilder Client(RecordingServer server)
    {
        Options().Hosts.Add(server.Url.Authority);
        return Services.AddHttpClient("inventory").UseSocketsHttpHandler((handler, _) =>
            handler.SslOptions.RemoteCertificateValidationCallback = (_, certificate, _, _) =>
                certificate is X509Certificate2 given && given.IssuerName.RawData.AsSpan().SequenceEqual(Pki.Authority.Certificate.SubjectName.RawData));
    }

    public HttpClient NewClient(string client = "inventory") => Provider.GetRequiredService<IHttpClientFactory>().CreateClient(client);

    public Task<HttpResponseMessage> GetAsync(Uri url) => NewClient().GetAsync(url, TestContext.Current.CancellationToken);

    /// <summary>Uses the files until a change of them has settled.</summary>
    public async Task SettleAsync(Func<Task> use)
    {
        for (var look = 0; look < 2; look++)
        {
            Clock.Advance(TimeSpan.FromSeconds(1));
            try
            {
                await use();
            }
            catch (HttpRequestException)
            {
                // What comes of it is for the test to see afterwards.
            }
        }
    }

    /// <summary>What a host does before it starts anything.</summary>
    public async Task StartupAsync()
    {
        foreach (var service in Provider.GetServices<IHostedService>().OfType<IHostedLifecycleService>())
        {
            await service.StartingAsync(TestContext.Current.CancellationToken);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_provider is not null)
        {
            await _provider.DisposeAsync();
        }

        foreach (var server in _servers)
        {
            await server.DisposeAsync();
        }

        Log.Dispose();
        Pki.Dispose();
    }

    private async Task<RecordingServer> StartAsync(X509Certificate2? certificate)
    {
        var server = await RecordingServer.StartAsync(certificate);
        _servers.Add(server);
        return server;
    }
}
