using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using MeshFunctions.Credentials.Leases;
using Microsoft.Extensions.Logging.Abstractions;

namespace MeshFunctions.Tests.Credentials.Leases;

public sealed class LeaseFetchTests
{
    private readonly FakeClock _clock = new();

    [Fact]
    public async Task T68_fetch_that_fails_after_it_was_given_up_is_no_unobserved_exception()
    {
        ConcurrentQueue<string> unobserved = new();
        EventHandler<UnobservedTaskExceptionEventArgs> note = (_, failed) => unobserved.Enqueue(failed.Exception.ToString());
        TaskScheduler.UnobservedTaskException += note;
        try
        {
            var givenUp = await GiveUpAndFailAsync();
            Forget();

            // The control is found by the same collection.
            await Eventually.IsTrueAsync(() =>
            {
                GC.Collect();
                GC.WaitForPendingFinalizers();
                return !givenUp.IsAlive && unobserved.Any(static text => text.Contains("CONTROL", StringComparison.Ordinal));
            });
            unobserved.ShouldAllBe(text => !text.Contains("CANARY", StringComparison.Ordinal));
        }
        finally
        {
            TaskScheduler.UnobservedTaskException -= note;
        }
    }

    // In methods of their own, so that nothing of them is on the stack when it is collected.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Forget() => _ = Task.FromException(new InvalidOperationException("CONTROL"));

    [MethodImpl(MethodImplOptions.NoInlining)]
    private async Task<WeakReference> GiveUpAndFailAsync()
    {
        var source = new Hanging();
        var settings = new LeaseSettings("test", _clock, null, NullLogger.Instance) { FetchTimeout = TimeSpan.FromSeconds(100) };
        var run = LeaseFetch.RunAsync(source, "a", current: null, settings, TimeSpan.Zero, CancellationToken.None);
        _clock.Advance(TimeSpan.FromSeconds(100));
        (await run).Failure.ShouldBeOfType<TimeoutException>();
        source.Answer.SetException(new InvalidOperationException("CANARY of the upstream"));
        return new WeakReference(source.Fetch);
    }

    private sealed class Hanging : ILeaseSource<string, string>
    {
        public TaskCompletionSource<Lease<string>> Answer { get; } = new();

        public Task<Lease<string>>? Fetch { get; private set; }

        public Task<Lease<string>> FetchAsync(string key, Lease<string>? current, CancellationToken cancellationToken) => Fetch = WaitAsync();

        public Exception Explain(string key, Exception failure, TimeSpan pause) => failure;

        public bool Withdraws(Exception failure) => false;

        private async Task<Lease<string>> WaitAsync() => await Answer.Task;
    }
}
