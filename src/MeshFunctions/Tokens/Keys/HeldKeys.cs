namespace MeshFunctions.Tokens.Keys;

/// <summary>A key set with its age: when it came, how long it is good for, and which refresh brought it.</summary>
internal sealed class HeldKeys(KeySet keys, TimeSpan lifetime, int refresh, TimeProvider clock)
{
    /// <summary>How long a set may serve while its issuer is down (design §6).</summary>
    public static readonly TimeSpan MaxAge = TimeSpan.FromHours(24);

    private readonly long _since = clock.GetTimestamp();

    public KeySet Keys => keys;

    /// <summary>The number of the refresh that brought it.</summary>
    public int Refresh => refresh;

    private TimeSpan Age => clock.GetElapsedTime(_since);

    /// <summary>Too old to be believed at all.</summary>
    public bool IsSpent => Age >= MaxAge;

    /// <summary>To be refreshed: at once if possible, before a withdrawn key can be taken for a good one (T40).</summary>
    public bool IsOverdue => Age >= lifetime;

    /// <summary>To be refreshed in the background, a little ahead of time.</summary>
    public bool IsDue => IsDueAt(clock.GetTimestamp());

    /// <summary>The same for who has looked at the clock already.</summary>
    public bool IsDueAt(long timestamp) => clock.GetElapsedTime(_since, timestamp) >= lifetime * 0.8;
}
