using MeshFunctions.Authorization;
using MeshFunctions.Diagnostics;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace MeshFunctions.Hosting;

/// <summary>Before the worker takes requests: builds the access table, refuses to start on mistakes, and says what the hops prove.</summary>
internal sealed partial class StartupCheck(
    IOptions<MeshFunctionsOptions> options,
    AccessTableBuilder table,
    ILogger<StartupCheck> logger) : IHostedLifecycleService
{
    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        var errors = await table.BuildAsync().ConfigureAwait(false);
        if (errors.Count > 0)
        {
            throw new OptionsValidationException(MeshFunctionsOptions.SectionName, typeof(MeshFunctionsOptions), errors);
        }

        if (options.Value.Hops.Count == 0)
        {
            NoHopConfigured();
        }

        foreach (var (name, hop) in options.Value.Hops)
        {
            if (logger.IsEnabled(LogLevel.Information))
            {
                HopConfigured(name, hop.Proof.GetValueOrDefault().ToString(), string.Join(", ", hop.Sets));
            }

            var custom = string.Join(", ", hop.CustomHeaders().Select(header => header.Name));
            if (custom.Length > 0)
            {
                CustomHeadersConfigured(name, custom);
            }
        }
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    [LoggerMessage(EventIds.HopsConfigured, LogLevel.Information, "Hop {Hop} proves itself by {Proof} and may set: {Sets}")]
    private partial void HopConfigured(string hop, string proof, string sets);

    [LoggerMessage(EventIds.CustomHeadersConfigured, LogLevel.Information, "Hop {Hop} sets these headers by configuration: {Headers}; they are in no generated list, so the edge must be told to clear what its clients send of them")]
    private partial void CustomHeadersConfigured(string hop, string headers);

    [LoggerMessage(EventIds.NoHopConfigured, LogLevel.Warning, "No hop is configured under MeshFunctions:Hops: every request is unproven, so no function has a peer and every trace starts anew")]
    private partial void NoHopConfigured();
}
