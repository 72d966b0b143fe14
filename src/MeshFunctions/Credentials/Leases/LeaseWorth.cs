namespace MeshFunctions.Credentials.Leases;

/// <summary>What is lost with an entry of a <see cref="LeaseCache{TKey,TValue}"/> that makes room: the lowest goes first.</summary>
internal enum LeaseWorth
{
    /// <summary>Nothing: its lease ended, and it may be fetched anew at any time.</summary>
    Nothing,

    /// <summary>That nobody is asked just now: a fetch is under way, or the last one failed a moment ago.</summary>
    Pause,

    /// <summary>A valid lease.</summary>
    Lease,
}
