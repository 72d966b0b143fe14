using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Replay;

/// <summary>Removes expired assertions once a minute, at every instance: none of them waits for another.</summary>
public sealed partial class ReplayCleanUp(PostgresReplayStore store, TimeProvider time, ILogger<ReplayCleanUp> logger) : BackgroundService
{
    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMinutes(1), time);
        while (await timer.WaitForNextTickAsync(stoppingToken).ConfigureAwait(false))
        {
            try
            {
                while (await store.CleanUpAsync(stoppingToken).ConfigureAwait(false) == PostgresReplayStore.CleanUpBatch)
                {
                    // More than one batch had expired.
                }
            }
            catch (NpgsqlException failure)
            {
                CleanUpFailed(failure.GetType().Name);
            }
        }
    }

    [LoggerMessage(1, LogLevel.Warning, "Expired assertions could not be removed ({Failure}); the next try is in a minute.")]
    private partial void CleanUpFailed(string failure);
}
