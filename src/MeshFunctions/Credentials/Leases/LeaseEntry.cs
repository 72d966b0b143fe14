namespace MeshFunctions.Credentials.Leases;

/// <summary>One key of a <see cref="LeaseCache{TKey,TValue}"/>, as its callers see it.</summary>
internal sealed class LeaseEntry<TKey, TValue>(TKey key, ILeaseSource<TKey, TValue> source, LeaseSettings settings, Action<TKey, Lease<TValue>?>? changed = null, CancellationToken stopping = default)
    where TKey : notnull
{
    // One flight before the call, and one after it.
    private const int Rounds = 2;

    private readonly LeaseState<TKey, TValue> _state = new(key, source, settings, changed, stopping);

    // New is used: the cache may look for what to drop before the first call.
    private long _lastUsed = settings.Time.GetUtcNow().UtcTicks;

    /// <summary>How many demand that the entry stays. Read and set under the cache's lock.</summary>
    public int Pins { get; set; }

    public long LastUsed => Volatile.Read(ref _lastUsed);

    public ValueTask<TValue> GetAsync(CancellationToken cancellationToken)
    {
        var now = settings.Time.GetUtcNow();
        Use(now);
        return _state.Lease is { } lease && now < lease.RenewAt ? new(lease.Value) : Join(now, cancellationToken);
    }

    /// <summary>Has the lease renewed if it is due, waits for nothing, and says when to come again.</summary>
    public TimeSpan Touch()
    {
        var now = settings.Time.GetUtcNow();
        Use(now);
        lock (_state.Gate)
        {
            return _state.Due(now);
        }
    }

    /// <summary>The lease in hand, if it is valid.</summary>
    public Lease<TValue>? Peek() => _state.Held(settings.Time.GetUtcNow());

    /// <summary>There was a lease, and it ran out.</summary>
    public bool HasEnded => _state.Lease is not null && Peek() is null;

    public LeaseWorth Worth()
    {
        lock (_state.Gate)
        {
            return _state.Worth(settings.Time.GetUtcNow());
        }
    }

    /// <summary>How old the lease in hand is; null for one that nobody has asked for since it was due.</summary>
    public TimeSpan? Age()
    {
        var now = settings.Time.GetUtcNow();
        return _state.Held(now) is { } lease && (now < lease.RenewAt || LastUsed >= lease.RenewAt.UtcTicks) ? settings.Time.GetElapsedTime(_state.ObtainedAt) : null;
    }

    /// <summary>Waits for a fetch that starts after this call; it is one for all who ask meanwhile, and has its distance to the last. Throws where it fails.</summary>
    public async ValueTask RefreshAsync(CancellationToken cancellationToken)
    {
        long? before = null;
        LeaseFlight<TValue>? flight;
        LeaseOutcome<TValue> outcome;
        do
        {
            Task<LeaseOutcome<TValue>> pending;
            lock (_state.Gate)
            {
                before ??= _state.Last?.Number ?? 0;
                flight = _state.UnderWay || _state.Last?.Number > before ? _state.Last : _state.StartSpaced();
                pending = flight?.Outcome ?? Task.FromResult(_state.Refusal());
            }

            outcome = await WaitAsync(pending, Timeout.InfiniteTimeSpan, cancellationToken).ConfigureAwait(false);
        }
        while (flight?.Number <= before);
        outcome.Failure?.Throw();
    }

    /// <summary>A lease other than the one that somebody was refused with; null where there is none. The more often there is none, the more seldom is one fetched.</summary>
    public async ValueTask<Lease<TValue>?> ReplaceAsync(Func<TValue, bool> isOther, CancellationToken cancellationToken)
    {
        for (var round = 0; round < Rounds; round++)
        {
            LeaseFlight<TValue>? flight;
            bool mine;
            lock (_state.Gate)
            {
                if (Peek() is { } held && isOther(held.Value))
                {
                    return held;
                }

                mine = !_state.UnderWay;
                flight = mine ? _state.StartSuspected() : _state.Last;
            }

            if (flight is null)
            {
                return null;
            }

            await WaitAsync(flight.Outcome, Timeout.InfiniteTimeSpan, cancellationToken).ConfigureAwait(false);
            if (mine)
            {
                break;
            }
        }

        return Peek() is { } lease && isOther(lease.Value) ? lease : null;
    }

    private void Use(DateTimeOffset now)
    {
        // Without a sign: a clock that was set back is long ago too.
        if (unchecked((ulong)(now.UtcTicks - LastUsed)) >= TimeSpan.TicksPerSecond)
        {
            // Not at every use: all processors read what stands beside it.
            Volatile.Write(ref _lastUsed, now.UtcTicks);
            _state.FollowClock();
        }
    }

    private ValueTask<TValue> Join(DateTimeOffset now, CancellationToken cancellationToken)
    {
        Lease<TValue>? lease;
        Task<LeaseOutcome<TValue>> pending;
        var patience = TimeSpan.Zero;
        lock (_state.Gate)
        {
            _state.Due(now);
            lease = _state.Held(now);
            var flight = _state.UnderWay ? _state.Last : null;
            if (flight is not null && now >= lease?.CurrentUntil && !_state.InTrouble)
            {
                patience = settings.Patience - settings.Time.GetElapsedTime(flight.StartedAt);
            }

            pending = flight?.Outcome ?? Task.FromResult(_state.Refusal());
        }

        return lease is null ? GetAsync(pending, cancellationToken)
            : patience > TimeSpan.Zero ? GetAsync(pending, lease, patience, cancellationToken)
            : new(lease.Value);
    }

    // A failure is thrown by its dispatch info, which sets the trace back: many callers share the exception, and none may add to it for good.
    private async ValueTask<TValue> GetAsync(Task<LeaseOutcome<TValue>> pending, CancellationToken cancellationToken)
    {
        var outcome = await WaitAsync(pending, Timeout.InfiniteTimeSpan, cancellationToken).ConfigureAwait(false);
        outcome.Failure?.Throw();
        return outcome.Lease!.Value;
    }

    private async ValueTask<TValue> GetAsync(Task<LeaseOutcome<TValue>> pending, Lease<TValue> stale, TimeSpan patience, CancellationToken cancellationToken)
    {
        try
        {
            var outcome = await WaitAsync(pending, patience, cancellationToken).ConfigureAwait(false);
            if ((outcome.Lease ?? Peek()) is { } lease)
            {
                return lease.Value;
            }

            outcome.Failure?.Throw();
        }
        catch (TimeoutException)
        {
            // The lease in hand is still valid.
        }

        return stale.Value;
    }

    private async Task<LeaseOutcome<TValue>> WaitAsync(Task<LeaseOutcome<TValue>> pending, TimeSpan patience, CancellationToken cancellationToken)
    {
        if (pending.IsCompleted)
        {
            return await pending.ConfigureAwait(false);
        }

        settings.Meters?.LeaseWaiters(settings.Kind, 1);
        try
        {
            return await pending.WaitAsync(patience, settings.Time, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            settings.Meters?.LeaseWaiters(settings.Kind, -1);
        }
    }
}
