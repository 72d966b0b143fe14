namespace Harness.Stack;

/// <summary>Spreads requests evenly, below what the edge lets through of one client.</summary>
internal sealed class Pace(EdgeLimit limit, TimeProvider timeProvider) : IDisposable
{
    private readonly PeriodicTimer _timer = new(TimeSpan.FromSeconds(1.25 / limit.RequestsPerSecond), timeProvider);
    private readonly SemaphoreSlim _turn = new(1);

    /// <summary>Waits until the next request may be sent.</summary>
    public async Task NextAsync(CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            await _timer.WaitForNextTickAsync(cancellationToken);
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose()
    {
        _timer.Dispose();
        _turn.Dispose();
    }
}
