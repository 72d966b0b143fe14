using MeshFunctions.Diagnostics;
using Microsoft.Extensions.Logging;

namespace MeshFunctions.Tokens.Keys;

/// <summary>
/// The keys of one issuer as they are held here: refreshed on schedule and for unknown <c>kid</c>s, by one fetch at a time, which no
/// waiter's cancellation ends; the last good set serves while the issuer is down, up to <see cref="HeldKeys.MaxAge"/>.
/// </summary>
internal sealed partial class IssuerKeys
{
    private static readonly TimeSpan ShortestRetry = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();
    private readonly string _name;
    private readonly TimeSpan _logInterval;
    private readonly TimeProvider _clock;
    private readonly ILogger _logger;
    private readonly KeySource _source;
    private readonly RefreshBudget _budget;
    private readonly RetryBackoff _backoff;
    private readonly UnknownKeys _unknown;

    private volatile HeldKeys? _held;
    private Task? _refresh;
    private int _started;
    private long? _loggedAt;

    public IssuerKeys(string name, IssuerOptions options, TimeProvider clock, MeshMeters? meters, ILogger logger)
    {
        _name = name;
        _logInterval = options.ForcedRefreshInterval;
        _clock = clock;
        _logger = logger;
        var reader = new KeySetReader(new KeyBinding(options.Issuer), refusal => meters?.TokenKeyRefused(Enum.GetName(refusal) ?? nameof(KeyRefusal.Malformed)));
        _source = new KeySource(options, reader, clock);
        _budget = new RefreshBudget(options.ForcedRefreshInterval, clock);
        _backoff = new RetryBackoff(clock);
        _unknown = new UnknownKeys(options.ForcedRefreshInterval, clock);
    }

    /// <summary>The number of refreshes begun so far: a set that a later one brings is news.</summary>
    public int Started => Volatile.Read(ref _started);

    /// <summary>
    /// Looks for the key of a <c>kid</c>, or for the only key where there is none. <paramref name="since"/> is <see cref="Started"/> as it
    /// was when the token arrived: what a refresh begun after that did not bring does not exist.
    /// </summary>
    public KeyLookup Look(ReadOnlySpan<byte> keyId, bool hasKeyId, int since)
    {
        if (_held is { IsDue: false } held && Find(held, keyId, hasKeyId) is { } key)
        {
            return KeyLookup.Found(key);
        }

        lock (_gate)
        {
            return _held is { IsSpent: false } ? LookAmong(_held, keyId, hasKeyId, since) : LookWithoutKeys();
        }
    }

    private static VerificationKey? Find(HeldKeys held, ReadOnlySpan<byte> keyId, bool hasKeyId) =>
        hasKeyId ? held.Keys.Find(keyId) : held.Keys.FindOnly();

    private KeyLookup LookWithoutKeys()
    {
        if (JoinOrStart() is { } refresh)
        {
            return KeyLookup.WaitFor(refresh);
        }

        var retry = _backoff.Remaining;
        return KeyLookup.Unavailable(retry > ShortestRetry ? retry : ShortestRetry);
    }

    private KeyLookup LookAmong(HeldKeys held, ReadOnlySpan<byte> keyId, bool hasKeyId, int since)
    {
        if (held.IsDue && JoinOrStart() is { } refresh && held.IsOverdue && !_backoff.IsFailing)
        {
            return KeyLookup.WaitFor(refresh);
        }

        if (Find(held, keyId, hasKeyId) is { } key)
        {
            return KeyLookup.Found(key);
        }

        return hasKeyId ? LookForUnknown(held, keyId, since) : KeyLookup.Unknown;
    }

    private KeyLookup LookForUnknown(HeldKeys held, ReadOnlySpan<byte> keyId, int since)
    {
        if (held.Refresh > since)
        {
            _unknown.Add(keyId);
            return KeyLookup.Unknown;
        }

        // A refresh that was begun for this token and failed is not begun again for it.
        if (_unknown.Contains(keyId) || (_started > since && _refresh is null && _backoff.IsFailing))
        {
            return KeyLookup.Unknown;
        }

        var refresh = _refresh ?? (_budget.TryTake() ? Start() : null);
        return refresh is null ? KeyLookup.Unknown : KeyLookup.WaitFor(refresh);
    }

    private Task? JoinOrStart() => _refresh ?? (_backoff.Remaining == TimeSpan.Zero ? Start() : null);

    private Task Start()
    {
        var number = ++_started;

        // The refresh belongs to no request: neither to its trace nor to its cancellation.
        var suppressed = ExecutionContext.IsFlowSuppressed();
        var flow = suppressed ? default : ExecutionContext.SuppressFlow();
        _refresh = Task.Run(() => RefreshAsync(number));
        if (!suppressed)
        {
            flow.Undo();
        }

        return _refresh;
    }

    private async Task RefreshAsync(int number)
    {
        var fetch = KeyFetch.Failed(KeyFetchFailure.Unreachable);
        try
        {
            fetch = await _source.FetchAsync().ConfigureAwait(false);
        }
#pragma warning disable CA1031 // Whatever an issuer makes the HTTP stack throw, those who wait get an answer.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            fetch = KeyFetch.Failed(KeyFetchFailure.Unreachable, failure);
        }
        finally
        {
            Conclude(fetch, number);
        }
    }

    private void Conclude(KeyFetch fetch, int number)
    {
        bool serving, mayLog;
        lock (_gate)
        {
            _refresh = null;
            if (fetch.Keys is not null)
            {
                _held = new HeldKeys(fetch.Keys, fetch.Lifetime, number, _clock);
                _backoff.Succeeded();
            }
            else
            {
                _backoff.Failed();
            }

            serving = _held is { IsSpent: false };
            mayLog = MayLog(fetch);
        }

        if (fetch.Keys is not null)
        {
            LogRefreshed(_logger, _name, fetch.Keys.Count);
        }
        else if (mayLog)
        {
            LogRefreshFailed(_logger, fetch.Cause, _name, fetch.Failure, serving);
        }
    }

    /// <summary>A failure is news once in an interval (T38).</summary>
    private bool MayLog(KeyFetch fetch)
    {
        if (fetch.Keys is not null)
        {
            _loggedAt = null;
            return true;
        }

        if (_loggedAt is { } before && _clock.GetElapsedTime(before) < _logInterval)
        {
            return false;
        }

        _loggedAt = _clock.GetTimestamp();
        return true;
    }

    [LoggerMessage(EventIds.KeysRefreshed, LogLevel.Information, "Issuer {Issuer}: {Count} keys fetched.")]
    private static partial void LogRefreshed(ILogger logger, string issuer, int count);

    [LoggerMessage(EventIds.KeysRefreshFailed, LogLevel.Error, "Issuer {Issuer}: its keys could not be fetched ({Failure}); older ones serve: {Serving}.")]
    private static partial void LogRefreshFailed(ILogger logger, Exception? cause, string issuer, KeyFetchFailure failure, bool serving);
}
