namespace MeshFunctions.Credentials.Leases;

/// <summary>The wall clock and the monotonic one at one moment: how far the first was set back since.</summary>
internal sealed class LeaseClock(TimeProvider time)
{
    private static readonly TimeSpan Tolerance = TimeSpan.FromSeconds(1);

    // In this order, here and below: who is held up in between sees a clock that is ahead, never one that was set back.
    private readonly DateTimeOffset _on = time.GetUtcNow();
    private readonly long _at = time.GetTimestamp();

    /// <summary>Zero for less than a second, which is what clocks do by themselves, and for one that was set forward.</summary>
    public TimeSpan SetBack()
    {
        var elapsed = time.GetElapsedTime(_at);
        var by = _on + elapsed - time.GetUtcNow();
        return by > Tolerance ? by : TimeSpan.Zero;
    }
}
