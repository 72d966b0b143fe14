using MeshFunctions.Authorization;
using MeshFunctions.Authorization.Rules;
using MeshFunctions.Diagnostics;
using MeshFunctions.Trust;
using MeshFunctions.Trust.Assertions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace MeshFunctions.Hosting;

/// <summary>Before the worker takes requests: builds the access table, refuses to start on mistakes, and says what the hops prove.</summary>
internal sealed partial class StartupCheck(
    IOptions<MeshFunctionsOptions> options,
    AccessTableBuilder table,
    IntegrationOrder order,
    IReplayStore replays,
    TimeProvider time,
    ILogger<StartupCheck> logger) : IHostedLifecycleService
{
    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        List<string> errors = [.. order.Errors(), .. await table.BuildAsync().ConfigureAwait(false)];
        if (errors.Count > 0)
        {
            throw new OptionsValidationException(MeshFunctionsOptions.SectionName, typeof(MeshFunctionsOptions), errors);
        }

        if (options.Value.Development.IsSet)
        {
            DevelopmentIdentityGiven(options.Value.Development.Peer, options.Value.Development.Caller.Subject);
        }

        ShadowAnnouncement.Write(logger, options.Value.Access.Shadow, time.GetUtcNow());
        HopsAnnouncement.Write(logger, [.. options.Value.Hops], replays);
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    [LoggerMessage(EventIds.DevelopmentIdentity, LogLevel.Warning, "Development: every request that shows nothing else is of peer {Peer} and caller {Caller}, unproven; for this machine only")]
    private partial void DevelopmentIdentityGiven(string? peer, string? caller);
}
