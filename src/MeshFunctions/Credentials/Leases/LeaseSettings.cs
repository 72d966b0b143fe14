using MeshFunctions.Diagnostics;
using Microsoft.Extensions.Logging;

namespace MeshFunctions.Credentials.Leases;

/// <summary>What the caches of all kinds of leases share.</summary>
internal sealed record LeaseSettings(string Kind, TimeProvider Time, MeshMeters? Meters, ILogger Logger)
{
    /// <summary>Most entries of a cache that are not pinned; what has no valid lease makes room first, then what was not used for longest.</summary>
    public int Capacity { get; init; } = 256;

    /// <summary>Budget of one fetch, the retries of the SDK below included.</summary>
    public TimeSpan FetchTimeout { get; init; } = TimeSpan.FromSeconds(100);

    /// <summary>How long callers wait for news of a lease that nobody used for long, before it serves as it is.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Least time between two fetches that were demanded, not due.</summary>
    public TimeSpan Spacing { get; init; } = TimeSpan.FromSeconds(1);
}
