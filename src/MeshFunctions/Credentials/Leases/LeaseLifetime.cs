namespace MeshFunctions.Credentials.Leases;

/// <summary>
/// Ends with the app's services: fetches under way are given up, and none begins. Not the leases themselves are disposable: they are handed to clients
/// that have no say in their end, as any Azure credential is.
/// </summary>
internal sealed class LeaseLifetime : IDisposable
{
    private readonly CancellationTokenSource _stopping = new();

    public LeaseLifetime() => Stopping = _stopping.Token;

    public CancellationToken Stopping { get; }

    // Not waited for: what a source does when it is cancelled is not to hold the app up.
    public void Dispose()
    {
        if (!_stopping.IsCancellationRequested)
        {
            _ = StopAsync(_stopping);
        }
    }

    // Disposed of any earlier, it would forget whom to tell.
    private static async Task StopAsync(CancellationTokenSource stopping)
    {
        await stopping.CancelAsync().ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        stopping.Dispose();
    }
}
