using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Azure.Functions.Worker.Definition;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Microsoft.Azure.Functions.Worker.LocalHost;

/// <summary>
/// Serves the HTTP functions with a bare Kestrel: without ASP.NET Core's hosting layer there is no activity, log or metric
/// that the genuine worker's process would not have.
/// </summary>
internal sealed class LocalHostService(
    HostSettings settings,
    FunctionCatalog catalog,
    FunctionRequestHandler handler,
    InvocationGate gate,
    IServerAddressesFeature addresses,
    IHostApplicationLifetime lifetime,
    TimeProvider clock,
    ILogger<LocalHostService> logger) : IHostedLifecycleService, IDisposable
{
    private static readonly TimeSpan Drain = TimeSpan.FromSeconds(30);

    private KestrelServer? _server;
    private FunctionRouter? _router;
    private CancellationTokenRegistration _stopping;

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Routes that cannot be parsed fail the start.</summary>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        _router = new FunctionRouter(catalog, settings.RoutePrefix, handler);
        return Task.CompletedTask;
    }

    /// <summary>Listens once every other service of the app has started, so that nothing is served before start-up checks have passed.</summary>
    public async Task StartedAsync(CancellationToken cancellationToken)
    {
        var options = new KestrelServerOptions { AddServerHeader = false, ApplicationServices = _router!.Services };
        options.Limits.MaxRequestHeadersTotalSize = 128 * 1024;
        var transport = new SocketTransportFactory(Options.Create(new SocketTransportOptions()), NullLoggerFactory.Instance);
        _server = new KestrelServer(Options.Create(options), transport, NullLoggerFactory.Instance);
        var bound = _server.Features.Get<IServerAddressesFeature>()!;
        foreach (var url in settings.Urls)
        {
            bound.Addresses.Add(url);
        }

        await _server.StartAsync<HttpContext>(new LocalHttpApplication(_router, gate, logger), cancellationToken).ConfigureAwait(false);
        _stopping = lifetime.ApplicationStopping.Register(gate.Close);
        foreach (var address in bound.Addresses)
        {
            addresses.Addresses.Add(address);
            LocalHostLog.Listening(logger, address);
        }
    }

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Kestrel's own stop would refuse connections first; so new requests get their 503 until the running ones have ended.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        gate.Close();
        await gate.Idle.WaitAsync(Drain, clock, cancellationToken)
            .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (_server is not null)
        {
            // Whoever has not ended by now is aborted.
            await _server.StopAsync(gate.Idle.IsCompleted ? cancellationToken : new CancellationToken(canceled: true)).ConfigureAwait(false);
        }
    }

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose()
    {
        _stopping.Dispose();
        _server?.Dispose();
        _router?.Dispose();
    }
}
