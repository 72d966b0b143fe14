namespace MeshFunctions.Tokens.Keys;

/// <summary>A token bucket for forced refreshes: three at once, and one more each interval (T29, T39). Not for concurrent use.</summary>
internal sealed class RefreshBudget(TimeSpan interval, TimeProvider clock)
{
    /// <summary>How many refreshes may be forced at once.</summary>
    public const int Capacity = 3;

    private int _left = Capacity;
    private long _lastGain = clock.GetTimestamp();

    public bool TryTake()
    {
        Gain();
        if (_left == 0)
        {
            return false;
        }

        _left--;
        return true;
    }

    private void Gain()
    {
        var now = clock.GetTimestamp();
        if (_left == Capacity)
        {
            _lastGain = now;
            return;
        }

        var intervals = (long)(clock.GetElapsedTime(_lastGain, now) / interval);
        if (intervals > 0)
        {
            _left = (int)Math.Min(Capacity, _left + intervals);
            _lastGain = now;
        }
    }
}
