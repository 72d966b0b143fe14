using System.Collections.Concurrent;
using Ledger;
using Ledger.Database;

namespace MeshFunctions.Tests.Samples.Ledger;

/// <summary>Entries that eight clients book while something is rotated; every twentieth logs in anew.</summary>
internal sealed class LedgerRun(LedgerDatabase pooled, LedgerDatabase unpooled)
{
    private const int Clients = 8;
    private const int LoginEvery = 20;

    private readonly Accounts _pooled = new(pooled);
    private readonly Accounts _unpooled = new(unpooled);
    private int _booked;

    public int Booked => _booked;

    public ConcurrentQueue<Exception> Failures { get; } = [];

    /// <summary>Books that many; the rotation begins after the first half of them, and the last quarter comes after it.</summary>
    public async Task BookAsync(int entries, Func<Task> rotateAsync)
    {
        var half = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var rotated = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var done = 0;
        var booking = Parallel.ForEachAsync(
            Enumerable.Range(0, entries),
            new ParallelOptions { MaxDegreeOfParallelism = Clients, CancellationToken = TestContext.Current.CancellationToken },
            async (number, cancellationToken) =>
            {
                if (number >= entries * 3 / 4)
                {
                    await rotated.Task.WaitAsync(cancellationToken);
                }

                await BookAsync(number, cancellationToken);
                if (Interlocked.Increment(ref done) == entries / 2)
                {
                    half.SetResult();
                }
            });
        await half.Task.WaitAsync(TestContext.Current.CancellationToken);
        try
        {
            await rotateAsync();
        }
        finally
        {
            rotated.SetResult();
            await booking;
        }
    }

    private async Task BookAsync(int number, CancellationToken cancellationToken)
    {
        try
        {
            var entry = new Entry(Guid.CreateVersion7(), "acct-1", 100);
            (await (number % LoginEvery == 0 ? _unpooled : _pooled).BookAsync(entry, cancellationToken)).ShouldBe(Booking.New);
            Interlocked.Increment(ref _booked);
        }
        catch (Exception failure) when (LedgerDatabase.IsUnavailable(failure))
        {
            Failures.Enqueue(failure);
        }
    }
}
