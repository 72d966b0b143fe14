using System.Runtime.ExceptionServices;

namespace MeshFunctions.Credentials.Leases;

/// <summary>What is held for one key of a <see cref="LeaseCache{TKey,TValue}"/>: the lease, the fetch under way, the pause after a failure. Members are called under <see cref="Gate"/> unless they say otherwise.</summary>
internal sealed class LeaseState<TKey, TValue>(TKey key, ILeaseSource<TKey, TValue> source, LeaseSettings settings, Action<TKey, Lease<TValue>?>? changed, CancellationToken stopping)
    where TKey : notnull
{
    private const int LongestDoubling = 5;
    private static readonly TimeSpan Moment = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan TroubleLasts = TimeSpan.FromMinutes(1);

    private volatile Lease<TValue>? _lease;
    private volatile LeaseClock? _clock;
    private long _obtainedAt;
    private ExceptionDispatchInfo? _failure;
    private int _failures;
    private long _failedAt;
    private TimeSpan _pause;
    private long? _spacedAt;
    private long? _suspectedAt;
    private int _vain;

    public Lock Gate { get; } = new();

    /// <summary>The newest lease, valid or not. Needs no lock.</summary>
    public Lease<TValue>? Lease => _lease;

    /// <summary>Timestamp of the last fetch that succeeded. Needs no lock.</summary>
    public long ObtainedAt => Volatile.Read(ref _obtainedAt);

    /// <summary>The latest flight, landed or not.</summary>
    public LeaseFlight<TValue>? Last { get; private set; }

    /// <summary>A fetch failed a short while ago: nobody waits to see whether the next one does.</summary>
    public bool InTrouble => _failure is not null && settings.Time.GetElapsedTime(_failedAt) < _pause + TroubleLasts;

    public bool UnderWay => Last is { Landed: false };

    // Monotonic: a wall clock that is set back does not lengthen the pause.
    private TimeSpan PauseLeft => _failure is null ? TimeSpan.Zero : _pause - settings.Time.GetElapsedTime(_failedAt);

    private bool MayStart => PauseLeft <= TimeSpan.Zero && !stopping.IsCancellationRequested;

    /// <summary>The lease that is valid at a time. Needs no lock.</summary>
    public Lease<TValue>? Held(DateTimeOffset now) => _lease is { } lease && now < lease.ExpiresAt ? lease : null;

    /// <summary>What would be lost with this entry.</summary>
    public LeaseWorth Worth(DateTimeOffset now) =>
        Held(now) is not null ? LeaseWorth.Lease : UnderWay || PauseLeft > TimeSpan.Zero ? LeaseWorth.Pause : LeaseWorth.Nothing;

    /// <summary>Where the wall clock was set back, sets the lease's times back too: it is due, and ends, when it would have. Needs no lock.</summary>
    public void FollowClock()
    {
        if (_clock is null || _clock.SetBack() == TimeSpan.Zero)
        {
            return;
        }

        lock (Gate)
        {
            if (_lease is { } lease && _clock.SetBack() is var by && by > TimeSpan.Zero)
            {
                _clock = new(settings.Time);
                _lease = lease.Earlier(by);
            }
        }
    }

    /// <summary>Starts a fetch if one is due and may be made; the time until there may be something to do again.</summary>
    public TimeSpan Due(DateTimeOffset now)
    {
        if (_lease is { } lease && now < lease.RenewAt)
        {
            return lease.RenewAt - now;
        }

        if (!UnderWay && MayStart)
        {
            Start(TimeSpan.Zero, suspected: false);
        }

        var left = UnderWay ? Moment : PauseLeft;
        return Held(now) is { } held && held.ExpiresAt - now < left ? held.ExpiresAt - now : left;
    }

    /// <summary>Starts a fetch that is demanded; null in the pause after a failure, and at the end.</summary>
    public LeaseFlight<TValue>? StartSpaced()
    {
        if (!MayStart)
        {
            return null;
        }

        var wait = _spacedAt is { } last ? settings.Spacing - settings.Time.GetElapsedTime(last) : TimeSpan.Zero;
        wait = wait > TimeSpan.Zero ? wait : TimeSpan.Zero;
        _spacedAt = settings.Time.GetTimestamp() + (long)(wait.TotalSeconds * settings.Time.TimestampFrequency);
        return Start(wait, suspected: false);
    }

    /// <summary>Starts a fetch because the lease in hand was refused somewhere; null too if that was done in vain a short while ago.</summary>
    public LeaseFlight<TValue>? StartSuspected()
    {
        var distance = settings.Spacing * Math.Pow(2, Math.Min(_vain, LongestDoubling));
        if (!MayStart || (_suspectedAt is { } last && settings.Time.GetElapsedTime(last) < distance))
        {
            return null;
        }

        _suspectedAt = settings.Time.GetTimestamp();
        return Start(TimeSpan.Zero, suspected: true);
    }

    /// <summary>Why there is no flight to wait for.</summary>
    public LeaseOutcome<TValue> Refusal() => new(null, stopping.IsCancellationRequested ? Stopped() : _failure);

    private ExceptionDispatchInfo Stopped() =>
        ExceptionDispatchInfo.Capture(source.Explain(key, new ObjectDisposedException(settings.Kind, "The app is stopping."), TimeSpan.FromSeconds(1)));

    // The fetch is nobody's: neither the cancellation nor the trace of the caller that happened to come first may reach it.
    private LeaseFlight<TValue> Start(TimeSpan wait, bool suspected)
    {
        var flight = new LeaseFlight<TValue>((Last?.Number ?? 0) + 1, settings.Time.GetTimestamp(), suspected);
        using (ExecutionContext.IsFlowSuppressed() ? default(AsyncFlowControl?) : ExecutionContext.SuppressFlow())
        {
            flight.Outcome = Task.Run(() => FlyAsync(flight, wait), CancellationToken.None);
        }

        return Last = flight;
    }

    private async Task<LeaseOutcome<TValue>> FlyAsync(LeaseFlight<TValue> flight, TimeSpan wait)
    {
        var clock = new LeaseClock(settings.Time);
        var (lease, failure) = await LeaseFetch.RunAsync(source, key, _lease, settings, wait, stopping).ConfigureAwait(false);
        return lease is not null ? Accept(flight, lease, clock) : Refuse(flight, failure!);
    }

    private LeaseOutcome<TValue> Accept(LeaseFlight<TValue> flight, Lease<TValue> lease, LeaseClock clock)
    {
        lock (Gate)
        {
            _clock = clock;
            _lease = lease;
            _failure = null;
            _failures = 0;
            _vain = !lease.Unchanged ? 0 : flight.Suspected ? _vain + 1 : _vain;
            Volatile.Write(ref _obtainedAt, settings.Time.GetTimestamp());
            flight.Landed = true;
        }

        settings.Meters?.LeaseRefreshed(settings.Kind, lease.Unchanged ? LeaseLog.Unchanged : LeaseLog.Renewed);
        settings.Logger.LeaseRenewed(settings.Kind, key.ToString(), lease.RenewAt, lease.ExpiresAt);
        changed?.Invoke(key, lease);
        return new(lease, null);
    }

    private LeaseOutcome<TValue> Refuse(LeaseFlight<TValue> flight, Exception failure)
    {
        if (stopping.IsCancellationRequested)
        {
            lock (Gate)
            {
                flight.Landed = true;
                return new(null, Stopped());
            }
        }

        var withdrawn = source.Withdraws(failure);
        var failedAt = settings.Time.GetUtcNow();
        ExceptionDispatchInfo explained;
        TimeSpan pause;
        bool stale;
        lock (Gate)
        {
            pause = LeasePause.After(failure, ++_failures, failedAt);
            explained = ExceptionDispatchInfo.Capture(source.Explain(key, failure, pause));
            _lease = withdrawn ? null : _lease;
            stale = Held(failedAt) is not null;
            _failure = explained;
            _failedAt = settings.Time.GetTimestamp();
            _pause = pause;
            flight.Landed = true;
        }

        settings.Meters?.LeaseRefreshed(settings.Kind, withdrawn ? LeaseLog.Withdrawn : LeaseLog.Failed);
        LeaseLog.Report(settings, key.ToString(), failure, pause, stale);
        if (withdrawn)
        {
            changed?.Invoke(key, null);
        }

        return new(null, explained);
    }
}
