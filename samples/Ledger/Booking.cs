namespace Ledger;

/// <summary>What became of an entry.</summary>
public enum Booking
{
    /// <summary>It is booked now.</summary>
    New,

    /// <summary>The same entry was booked before.</summary>
    Same,

    /// <summary>Another entry was booked under its id; it is not booked.</summary>
    Other,
}
