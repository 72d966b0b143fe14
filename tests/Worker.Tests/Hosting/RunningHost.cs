using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Worker.Tests.Hosting;

/// <summary>A function app of this assembly's functions, on a free port.</summary>
internal sealed class RunningHost : IAsyncDisposable
{
    private readonly SocketsHttpHandler _handler = new() { ActivityHeadersPropagator = null, UseCookies = false };

    private RunningHost(IHost host)
    {
        Host = host;
        Client = new HttpClient(_handler, disposeHandler: false)
        {
            BaseAddress = new Uri(host.Services.GetRequiredService<IServerAddressesFeature>().Addresses.Single()),
        };
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public IHost Host { get; }

    public HttpClient Client { get; }

    public FunctionProbe Probe => Host.Services.GetRequiredService<FunctionProbe>();

    public static async Task<RunningHost> StartAsync(
        Action<IFunctionsWorkerApplicationBuilder>? configure = null, Action<WorkerOptions>? options = null)
    {
        var host = new HostBuilder()
            .ConfigureFunctionsWorkerDefaults(
                worker =>
                {
                    worker.Services.AddSingleton(static _ => new FunctionProbe());
                    worker.Services.AddScoped(static _ => new ScopedProbe());
                    configure?.Invoke(worker);
                },
                options ?? (static _ => { }))
            .ConfigureAppConfiguration(static configuration => configuration.AddInMemoryCollection(
                [new("ASPNETCORE_URLS", "http://127.0.0.1:0")]))
            .Build();
        await host.StartAsync(Token);
        return new RunningHost(host);
    }

    public Task<string> GetStringAsync(string path) => Client.GetStringAsync(Relative(path), Token);

    public Task<HttpResponseMessage> GetAsync(string path) => Client.GetAsync(Relative(path), Token);

    public Task<HttpResponseMessage> PostAsync(string path, HttpContent? content) => Client.PostAsync(Relative(path), content, Token);

    public Task<HttpResponseMessage> DeleteAsync(string path) => Client.DeleteAsync(Relative(path), Token);

    private static Uri Relative(string path) => new(path, UriKind.Relative);

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        _handler.Dispose();
        await Host.StopAsync(Token);
        Host.Dispose();
    }
}
