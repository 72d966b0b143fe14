namespace MeshFunctions.Tokens.Keys;

/// <summary>
/// Keeps an issuer that is down from being asked by every request: one second after the first failure, then twice as long each time, a
/// minute at most. Not for concurrent use.
/// </summary>
internal sealed class RetryBackoff(TimeProvider clock)
{
    private static readonly TimeSpan First = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(60);

    private TimeSpan _delay = TimeSpan.Zero;
    private long _failedAt;

    /// <summary>Whether the last attempt failed.</summary>
    public bool IsFailing => _delay > TimeSpan.Zero;

    /// <summary>How long until the next attempt is due; zero when it is.</summary>
    public TimeSpan Remaining
    {
        get
        {
            var remaining = _delay - clock.GetElapsedTime(_failedAt);
            return IsFailing && remaining > TimeSpan.Zero ? remaining : TimeSpan.Zero;
        }
    }

    public void Failed()
    {
        _delay = !IsFailing ? First : _delay * 2 < Longest ? _delay * 2 : Longest;
        _failedAt = clock.GetTimestamp();
    }

    public void Succeeded() => _delay = TimeSpan.Zero;
}
