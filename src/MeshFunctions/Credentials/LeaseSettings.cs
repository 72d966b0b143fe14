using MeshFunctions.Diagnostics;
using Microsoft.Extensions.Logging;

namespace MeshFunctions.Credentials;

/// <summary>What the caches of all kinds of leases share.</summary>
internal sealed record LeaseSettings(string Kind, TimeProvider Time, MeshMeters? Meters, ILogger Logger)
{
    /// <summary>Most entries of a cache; the one that was not used for longest makes room.</summary>
    public int Capacity { get; init; } = 256;

    /// <summary>Budget of one fetch, the retries of the SDK below included.</summary>
    public TimeSpan FetchTimeout { get; init; } = TimeSpan.FromSeconds(100);
}
