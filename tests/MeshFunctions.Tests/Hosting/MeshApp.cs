using System.Net;
using System.Security.Cryptography.X509Certificates;
using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Security.KeyVault.Secrets;
using LocalCloud.Hosting;
using MeshFunctions.Credentials;
using MeshFunctions.Hosting;
using MeshFunctions.Tests.Hosting.Functions;
using MeshFunctions.Tests.Hosting.Integration;
using MeshFunctions.Tests.Identity;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace MeshFunctions.Tests.Hosting;

/// <summary>A function app of this test assembly on the local worker, with the hop <c>sidecar</c> both issuers of a local cloud, and a transaction token service behind a hop of its own.</summary>
internal sealed class MeshApp : IAsyncDisposable
{
    /// <summary>The vault's secret with the hop key.</summary>
    public const string KeySecret = "hop-key";

    private readonly IHost _host;
    private readonly WorkerServer? _integration;

    private MeshApp(IHost host, LogSink log, WorkerServer? integration)
    {
        _host = host;
        _integration = integration;
        Log = log;
        var url = integration?.Url ?? HostUrl(host);
        Client = new HttpClient { BaseAddress = new Uri(url, "/api/") };
    }

    public HttpClient Client { get; }

    public LogSink Log { get; }

    public Entries Entries => _host.Services.GetRequiredService<Entries>();

    public IServiceProvider Services => _host.Services;

    /// <summary>The section for an app beside <paramref name="cloud"/>.</summary>
    public static Dictionary<string, string?> Settings(LocalCloudHost cloud) => new(TransactionFamilies.Settings, StringComparer.Ordinal)
    {
        ["MeshFunctions:Hops:sidecar:Proof"] = "SharedKey",
        ["MeshFunctions:Hops:sidecar:Sets:0"] = "NginxCertificate",
        ["MeshFunctions:Hops:sidecar:KeySecret"] = KeySecret,
        ["MeshFunctions:Tracing:Baggage:0"] = "tenant",
        ["MeshFunctions:TrustDomains:0"] = "mesh.local",
        ["MeshFunctions:Vault:Uri"] = cloud.Url.ToString(),
        ["MeshFunctions:Vault:DisableChallengeVerification"] = "true",
        ["MeshFunctions:Tokens:Issuers:users:Issuer"] = cloud.Issuer(LocalCloud.Tokens.CloudIssuer.Oidc),
        ["MeshFunctions:Tokens:Issuers:users:Audiences:0"] = "api://orders",
        ["MeshFunctions:Tokens:Issuers:users:CaFile"] = cloud.CaFile,
        ["MeshFunctions:Tokens:Issuers:entra:Issuer"] = cloud.Issuer(LocalCloud.Tokens.CloudIssuer.Entra),
        ["MeshFunctions:Tokens:Issuers:entra:Kind"] = "Entra",
        ["MeshFunctions:Tokens:Issuers:entra:Audiences:0"] = "api://orders",
        ["MeshFunctions:Tokens:Issuers:entra:CaFile"] = cloud.CaFile,
    };

    /// <summary>Starts an app; where <paramref name="after"/> is given, it adds what brings the requests of integration mode, after UseMeshFunctions().</summary>
    public static async Task<MeshApp> StartAsync(
        LocalCloudHost cloud, IDictionary<string, string?>? settings = null, Action<MeshFunctionsOptions>? configure = null, Action<IServiceCollection>? services = null,
        bool integration = false, X509Certificate2? certificate = null, Action<IFunctionsWorkerApplicationBuilder>? after = null)
    {
        var log = new LogSink();
        var forwarded = integration ? new ForwardedRequests() : null;
        var host = Build(settings ?? Settings(cloud), configure, forwarded, after, collection =>
        {
            collection.AddLogging(logging => logging.ClearProviders().SetMinimumLevel(LogLevel.Trace).AddProvider(log));
            collection.AddSingleton(new SecretLeases(Vault(cloud), TimeSpan.FromMinutes(5)));
            services?.Invoke(collection);
        });
        await host.StartAsync(TestContext.Current.CancellationToken);
        return new MeshApp(host, log, forwarded is null ? null : await WorkerServer.StartAsync(HostUrl(host), forwarded, certificate));
    }

    public static IHost Build(IDictionary<string, string?> settings, Action<MeshFunctionsOptions>? configure, Action<IServiceCollection> services) =>
        Build(settings, configure, forwarded: null, after: null, services);

    private static Uri HostUrl(IHost host) => new(host.Services.GetRequiredService<IServerAddressesFeature>().Addresses.First());

    private static IHost Build(
        IDictionary<string, string?> settings, Action<MeshFunctionsOptions>? configure, ForwardedRequests? forwarded, Action<IFunctionsWorkerApplicationBuilder>? after,
        Action<IServiceCollection> services) => new HostBuilder()
        .ConfigureHostConfiguration(configuration => configuration.AddInMemoryCollection([new("ASPNETCORE_URLS", "http://127.0.0.1:0")]))
        .ConfigureAppConfiguration(configuration => configuration.AddInMemoryCollection(settings))
        .ConfigureFunctionsWorkerDefaults(worker =>
        {
            if (forwarded is not null)
            {
                worker.Services.AddSingleton(forwarded);
                worker.Services.Configure<WorkerOptions>(static options => options.Capabilities["HttpUri"] = "http://127.0.0.1:1");
                if (after is null)
                {
                    worker.UseMiddleware<FunctionsHttpProxyingMiddleware>();
                }
            }

            worker.UseMeshFunctions(configure ?? (static _ => { }));
            after?.Invoke(worker);
        })
        .ConfigureServices(collection =>
        {
            collection.AddSingleton<Entries>();
            collection.AddAuthorizationCore(static options => options.AddPolicy(VouchedFunctions.StaffPolicy, static policy => policy.RequireVouchedClaim("groups", "staff")));
            services(collection);
        })
        .Build();

    /// <summary>What a GET of <paramref name="path"/> answers, with what is added to the request in that order.</summary>
    public async Task<HttpStatusCode> StatusAsync(string path, params Func<HttpRequestMessage, HttpRequestMessage>[] added)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        using var response = await Client.SendAsync(added.Aggregate(request, static (message, add) => add(message)), TestContext.Current.CancellationToken);
        return response.StatusCode;
    }

    public Task StopAsync() => _host.StopAsync(TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        if (_integration is not null)
        {
            await _integration.DisposeAsync();
        }

        await _host.StopAsync(CancellationToken.None);
        _host.Dispose();
    }

    private static SecretClient Vault(LocalCloudHost cloud) => new(cloud.Url, new VaultToken(cloud), new SecretClientOptions
    {
        DisableChallengeResourceVerification = true,
        Transport = new HttpClientTransport(cloud.CreateHandler()),
    });

    private sealed class VaultToken(LocalCloudHost cloud) : TokenCredential
    {
        public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken) => new(
            cloud.Mint(new() { Issuer = LocalCloud.Tokens.CloudIssuer.Entra, Audience = "https://vault.azure.net" }), TimeProvider.System.GetUtcNow().AddHours(1));

        public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
            ValueTask.FromResult(GetToken(requestContext, cancellationToken));
    }
}
