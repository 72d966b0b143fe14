using System.Runtime.ExceptionServices;

namespace MeshFunctions.Credentials;

/// <summary>One key of a <see cref="LeaseCache{TKey,TValue}"/>: its lease, the fetch under way, the pause after a failure.</summary>
internal sealed class LeaseEntry<TKey, TValue>(TKey key, ILeaseSource<TKey, TValue> source, LeaseSettings settings)
    where TKey : notnull
{
    private readonly Lock _gate = new();
    private volatile Lease<TValue>? _lease;
    private Task<LeaseOutcome<TValue>>? _flight;
    private ExceptionDispatchInfo? _failure;
    private int _failures;
    private long _failedAt;
    private TimeSpan _pause;

    // New is used: the cache may look for what to drop before the first call.
    private long _lastUsed = settings.Time.GetUtcNow().UtcTicks;

    public long LastUsed => Volatile.Read(ref _lastUsed);

    public ValueTask<TValue> GetAsync(CancellationToken cancellationToken)
    {
        var now = settings.Time.GetUtcNow();
        if (now.UtcTicks - LastUsed >= TimeSpan.TicksPerSecond)
        {
            // Not at every use: all processors read what stands beside it.
            Volatile.Write(ref _lastUsed, now.UtcTicks);
        }

        return _lease is { } lease && now < lease.RenewAt ? new(lease.Value) : Join(now, cancellationToken);
    }

    private ValueTask<TValue> Join(DateTimeOffset now, CancellationToken cancellationToken)
    {
        Task<LeaseOutcome<TValue>>? flight;
        ExceptionDispatchInfo? failure;
        lock (_gate)
        {
            var lease = _lease;
            if (lease is null || now >= lease.RenewAt)
            {
                _flight ??= Pausing ? null : Start();
            }

            if (lease is not null && now < lease.ExpiresAt)
            {
                return new(lease.Value);
            }

            flight = _flight;
            failure = _failure;
        }

        // Thrown by its dispatch info, which sets the trace back: many callers share the exception, and none may add to it for good.
        return WaitAsync(flight ?? Task.FromResult(new LeaseOutcome<TValue>(null, failure)), cancellationToken);
    }

    // Monotonic: a wall clock that is set back does not lengthen the pause.
    private bool Pausing => _failure is not null && settings.Time.GetElapsedTime(_failedAt) < _pause;

    private static async ValueTask<TValue> WaitAsync(Task<LeaseOutcome<TValue>> flight, CancellationToken cancellationToken)
    {
        var outcome = await flight.WaitAsync(cancellationToken).ConfigureAwait(false);
        outcome.Failure?.Throw();
        return outcome.Lease!.Value;
    }

    // The fetch is nobody's: neither the cancellation nor the trace of the caller that happened to come first may reach it.
    private Task<LeaseOutcome<TValue>> Start()
    {
        if (ExecutionContext.IsFlowSuppressed())
        {
            return Task.Run(FlyAsync, CancellationToken.None);
        }

        using (ExecutionContext.SuppressFlow())
        {
            return Task.Run(FlyAsync, CancellationToken.None);
        }
    }

    private async Task<LeaseOutcome<TValue>> FlyAsync()
    {
        using var deadline = new CancellationTokenSource(settings.FetchTimeout, settings.Time);
        var fetch = source.FetchAsync(key, _lease, deadline.Token);
        await ((Task)fetch.WaitAsync(deadline.Token)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (fetch.IsCompletedSuccessfully)
        {
            return Accept(await fetch.ConfigureAwait(false));
        }

        var failure = fetch.Exception?.InnerException ?? new TaskCanceledException(fetch);
        return Refuse(deadline.IsCancellationRequested ? new TimeoutException($"No answer within {settings.FetchTimeout}.", failure) : failure);
    }

    private LeaseOutcome<TValue> Accept(Lease<TValue> lease)
    {
        lock (_gate)
        {
            _lease = lease;
            _flight = null;
            _failure = null;
            _failures = 0;
        }

        settings.Meters?.LeaseRefreshed(settings.Kind, lease.Unchanged ? LeaseLog.Unchanged : LeaseLog.Renewed);
        settings.Logger.LeaseRenewed(settings.Kind, key.ToString(), lease.RenewAt, lease.ExpiresAt);
        return new(lease, null);
    }

    private LeaseOutcome<TValue> Refuse(Exception failure)
    {
        var withdrawn = source.Withdraws(failure);
        var failedAt = settings.Time.GetUtcNow();
        ExceptionDispatchInfo explained;
        TimeSpan pause;
        bool stale;
        lock (_gate)
        {
            pause = LeasePause.After(failure, ++_failures, failedAt);
            explained = ExceptionDispatchInfo.Capture(source.Explain(key, failure, pause));
            _lease = withdrawn ? null : _lease;
            stale = _lease is { } lease && failedAt < lease.ExpiresAt;
            _flight = null;
            _failure = explained;
            _failedAt = settings.Time.GetTimestamp();
            _pause = pause;
        }

        settings.Meters?.LeaseRefreshed(settings.Kind, withdrawn ? LeaseLog.Withdrawn : LeaseLog.Failed);
        LeaseLog.Report(settings, key.ToString(), failure, pause, stale);
        return new(null, explained);
    }
}
