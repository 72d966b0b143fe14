using MeshFunctions.Authorization;
using MeshFunctions.Trust;
using MeshFunctions.Trust.Assertions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace MeshFunctions.Hosting;

/// <summary>Before the worker takes requests: builds the access table, refuses to start on mistakes, and says what the hops prove.</summary>
internal sealed class StartupCheck(
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

        ShadowAnnouncement.Write(logger, options.Value.Access.Shadow, time.GetUtcNow());
        HopsAnnouncement.Write(logger, [.. options.Value.Hops], replays);
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
