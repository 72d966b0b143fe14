using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Logging;

namespace MeshFunctions.Trust.Assertions;

/// <summary>Asks the replay store, and takes whatever goes wrong with it for a refusal (T05).</summary>
internal sealed class ReplayGuard(IReplayStore store, TimeProvider clock, ILogger logger)
{
    /// <summary>How long the store may take.</summary>
    public static readonly TimeSpan Timeout = TimeSpan.FromSeconds(2);

    private static readonly TimeSpan LogInterval = TimeSpan.FromSeconds(30);

    private long _mayLogFrom;

    /// <summary>Why the assertion is refused; null where it is used for the first time.</summary>
    [SuppressMessage("Design", "CA1031:Do not catch general exception types", Justification = "The store is the user's own: whatever it throws, the assertion is refused.")]
    public async ValueTask<UnprovenReason?> UseAsync(string key, DateTimeOffset issued, DateTimeOffset expires, CancellationToken cancellationToken)
    {
        // What was used before this process began, its memory does not know; the hop's clock may be ahead.
        if (store is MemoryReplayStore memory && issued < memory.Since + HopAssertion.ClockSkew)
        {
            return UnprovenReason.Replayed;
        }

        using var timeout = new CancellationTokenSource(Timeout, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        Task<bool>? adding = null;
        try
        {
            var added = store.TryAddAsync(key, expires, either.Token);
            if (!added.IsCompletedSuccessfully)
            {
                // A store that does not listen to its token holds nothing up either.
                adding = added.AsTask();
                return await adding.WaitAsync(either.Token).ConfigureAwait(false) ? null : UnprovenReason.Replayed;
            }

            return added.Result ? null : UnprovenReason.Replayed;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            Forget(adding);
            throw;
        }
        catch (Exception failure)
        {
            Forget(adding);
            Complain(timeout.IsCancellationRequested ? nameof(TimeoutException) : failure.GetType().Name);
            return UnprovenReason.ReplayStoreDown;
        }
    }

    /// <summary>A failure that nobody waits for any more would be reported as unobserved.</summary>
    private static void Forget(Task? adding) => _ = adding?.ContinueWith(
        static late => late.Exception, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);

    private void Complain(string failure)
    {
        var now = clock.GetTimestamp();
        var from = Volatile.Read(ref _mayLogFrom);
        if ((from == 0 || now >= from)
            && Interlocked.CompareExchange(ref _mayLogFrom, now + (long)(LogInterval.TotalSeconds * clock.TimestampFrequency), from) == from)
        {
            TrustLog.ReplayStoreFailed(logger, failure);
        }
    }
}
