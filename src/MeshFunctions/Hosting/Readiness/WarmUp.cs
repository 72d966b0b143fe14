using System.Diagnostics.CodeAnalysis;
using MeshFunctions.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace MeshFunctions.Hosting.Readiness;

/// <summary>Beside the start of the host: makes the stages, and fetches what the first requests will need. Holds nothing up, and fails nothing.</summary>
internal sealed partial class WarmUp(IServiceProvider services, WarmUpOptions options, TimeProvider time, ILogger<WarmUp> logger) : IHostedLifecycleService, IDisposable
{
    private readonly CancellationTokenSource _stopping = new();

    /// <summary>Ends when all is there, or the budget is spent; never fails.</summary>
    public Task Completion { get; private set; } = Task.CompletedTask;

    public Task StartingAsync(CancellationToken cancellationToken)
    {
        if (options.Budget > TimeSpan.Zero)
        {
            Completion = Task.Run(RunAsync, CancellationToken.None);
        }

        return Task.CompletedTask;
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        await _stopping.CancelAsync().ConfigureAwait(false);
        await Completion.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose() => _stopping.Dispose();

    [SuppressMessage("Design", "CA1031", Justification = "Whatever fails here fails again, and is answered, where it is needed.")]
    private async Task RunAsync()
    {
        var began = time.GetTimestamp();
        using var budget = new CancellationTokenSource(options.Budget, time);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(budget.Token, _stopping.Token);
        try
        {
            MeshStages.Make(services);
            var there = await Task.WhenAll(
                services.GetServices<IReadySource>().SelectMany(source => source.Items.Select(item => TryAsync(source, item, limit.Token)))).ConfigureAwait(false);
            Warm(there.Count(static one => one), there.Length, (long)time.GetElapsedTime(began).TotalMilliseconds);
        }
        catch (Exception failure)
        {
            // By its name alone: what an app's own part says is not ours to show.
            Failed(failure.GetType().Name);
        }
    }

    [SuppressMessage("Design", "CA1031", Justification = "Whatever fails here fails again, and is answered, where it is needed.")]
    private async Task<bool> TryAsync(IReadySource source, string item, CancellationToken cancellationToken)
    {
        var why = "see above";
        try
        {
            if (await source.EnsureAsync(item, cancellationToken).ConfigureAwait(false))
            {
                return true;
            }
        }
        catch (OperationCanceledException)
        {
            why = "not in time";
        }
        catch (Exception failure)
        {
            why = failure.GetType().Name;
        }

        if (!_stopping.IsCancellationRequested)
        {
            Missing(source.Name, item, why);
        }

        return false;
    }

    [LoggerMessage(EventIds.WarmUpDone, LogLevel.Information, "Warm-up: {There} of {All} are there after {Milliseconds} ms")]
    private partial void Warm(int there, int all, long milliseconds);

    [LoggerMessage(EventIds.WarmUpMissing, LogLevel.Warning, "Warm-up: {Kind} {Item} is not there ({Why}); who needs it first fetches it")]
    private partial void Missing(string kind, string item, string why);

    [LoggerMessage(EventIds.WarmUpFailed, LogLevel.Warning, "Warm-up failed ({Failure}); the first requests fetch what they need")]
    private partial void Failed(string failure);
}
