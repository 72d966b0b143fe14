using MeshFunctions.Diagnostics;
using MeshFunctions.Tokens.Keys.Sources;
using Microsoft.Extensions.Logging;

namespace MeshFunctions.Tokens.Keys;

/// <summary>Fetches the keys of one issuer and holds them: one fetch at a time, which no waiter's cancellation ends.</summary>
internal sealed partial class KeyRefresher
{
    private readonly string _name;
    private readonly TimeSpan _logInterval;
    private readonly TimeProvider _clock;
    private readonly ILogger _logger;
    private readonly IKeySource _source;
    private readonly RetryBackoff _backoff;

    private volatile HeldKeys? _held;
    private int _started;
    private long? _loggedAt;

    public KeyRefresher(string name, string issuer, IssuerOptions options, TimeProvider clock, MeshMeters? meters, ILogger logger)
    {
        _name = name;
        _logInterval = options.ForcedRefreshInterval;
        _clock = clock;
        _logger = logger;
        var reader = new KeySetReader(KeyBinding.For(options, issuer), refusal => meters?.TokenKeyRefused(Enum.GetName(refusal) ?? nameof(KeyRefusal.Malformed)));
        _source = KeySources.For(options, issuer, reader, clock);
        _backoff = new RetryBackoff(clock);
    }

    /// <summary>To be held while anything here is used, but for <see cref="Held"/> and <see cref="Started"/>.</summary>
    public Lock Gate { get; } = new();

    /// <summary>The keys that the last good fetch brought.</summary>
    public HeldKeys? Held => _held;

    /// <summary>The number of fetches begun so far.</summary>
    public int Started => Volatile.Read(ref _started);

    /// <summary>The fetch that is under way.</summary>
    public Task? Current { get; private set; }

    /// <summary>Whether the last fetch failed.</summary>
    public bool IsFailing => _backoff.IsFailing;

    /// <summary>How long until the next fetch is due after a failure; zero when it is.</summary>
    public TimeSpan Pause => _backoff.Remaining;

    /// <summary>The fetch under way, or a new one; null while one that failed is not to be repeated yet.</summary>
    public Task? JoinOrStart() => Current ?? (_backoff.Remaining == TimeSpan.Zero ? Start() : null);

    public Task Start()
    {
        var number = ++_started;

        // The refresh belongs to no request: neither to its trace nor to its cancellation.
        var suppressed = ExecutionContext.IsFlowSuppressed();
        var flow = suppressed ? default : ExecutionContext.SuppressFlow();
        Current = Task.Run(() => RefreshAsync(number));
        if (!suppressed)
        {
            flow.Undo();
        }

        return Current;
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
        var isNews = fetch.Keys is not null && !ReferenceEquals(fetch.Keys, _held?.Keys);
        lock (Gate)
        {
            Current = null;
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

        if (isNews)
        {
            LogRefreshed(_logger, _name, fetch.Keys!.Count);
        }
        else if (fetch.Keys is null && mayLog)
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
