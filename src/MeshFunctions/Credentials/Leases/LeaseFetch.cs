namespace MeshFunctions.Credentials.Leases;

/// <summary>One fetch within its budget, given up when the cache is stopped; never throws.</summary>
internal static class LeaseFetch
{
    public static async Task<(Lease<TValue>? Lease, Exception? Failure)> RunAsync<TKey, TValue>(
        ILeaseSource<TKey, TValue> source,
        TKey key,
        Lease<TValue>? current,
        LeaseSettings settings,
        TimeSpan wait,
        CancellationToken stopping)
        where TKey : notnull
    {
        using var deadline = new CancellationTokenSource(wait + settings.FetchTimeout, settings.Time);
        await using var stop = stopping.UnsafeRegister(static state => ((CancellationTokenSource)state!).Cancel(), deadline).ConfigureAwait(false);
        var fetch = FetchAsync(source, key, current, settings.Time, wait, deadline.Token);
        await ((Task)fetch.WaitAsync(deadline.Token)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (fetch.IsCompletedSuccessfully)
        {
            return (await fetch.ConfigureAwait(false), null);
        }

        Observe(fetch);
        var failure = fetch.Exception?.InnerException ?? new TaskCanceledException(fetch);
        return (null, deadline.IsCancellationRequested ? new TimeoutException($"No answer within {settings.FetchTimeout}.", failure) : failure);
    }

    // A fetch that was given up may fail later. Nobody waits any more, and what nobody looks at is told with all that the upstream wrote.
    private static void Observe(Task fetch) => _ = fetch.ContinueWith(
        static failed => _ = failed.Exception,
        CancellationToken.None,
        TaskContinuationOptions.OnlyOnFaulted | TaskContinuationOptions.ExecuteSynchronously,
        TaskScheduler.Default);

    private static async Task<Lease<TValue>> FetchAsync<TKey, TValue>(
        ILeaseSource<TKey, TValue> source, TKey key, Lease<TValue>? current, TimeProvider time, TimeSpan wait, CancellationToken cancellationToken)
        where TKey : notnull
    {
        if (wait > TimeSpan.Zero)
        {
            await Task.Delay(wait, time, cancellationToken).ConfigureAwait(false);
        }

        return await source.FetchAsync(key, current, cancellationToken).ConfigureAwait(false);
    }
}
