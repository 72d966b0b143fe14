namespace MeshFunctions.Credentials.Leases;

/// <summary>One fetch: which of its entry's it is, since when it is under way, and how it ends.</summary>
internal sealed class LeaseFlight<TValue>(long number, long startedAt, bool suspected)
{
    /// <summary>Flights of an entry are numbered from 1; a later one has the higher number.</summary>
    public long Number { get; } = number;

    /// <summary>Timestamp of the clock.</summary>
    public long StartedAt { get; } = startedAt;

    /// <summary>It was started because somebody was refused with the lease in hand.</summary>
    public bool Suspected { get; } = suspected;

    /// <summary>Read and set under the entry's lock: what the flight brought is in the entry.</summary>
    public bool Landed { get; set; }

    /// <summary>Set once, before anybody sees the flight.</summary>
    public Task<LeaseOutcome<TValue>> Outcome { get; set; } = null!;
}
