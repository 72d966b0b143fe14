using System.Collections.Concurrent;
using MeshFunctions.Credentials.Leases;
using MeshFunctions.Diagnostics;
using Microsoft.Extensions.Logging;

namespace MeshFunctions.Credentials.Secrets;

/// <summary>
/// Warns, once a day for each version, when the current version of a secret is near its end and there is no newer one: when a fifth of its life is left, thirty days at most.
/// </summary>
internal sealed class SecretExpiry(TimeProvider time, ILogger logger)
{
    private const int Share = 5;
    private const int Capacity = 256;
    private static readonly TimeSpan Longest = TimeSpan.FromDays(30);
    private static readonly TimeSpan Distance = TimeSpan.FromDays(1);

    private readonly ConcurrentDictionary<string, (string Version, DateTimeOffset At)> _warned = new(StringComparer.OrdinalIgnoreCase);

    public void Look(SecretLease lease)
    {
        var now = time.GetUtcNow();
        var current = lease.Current;
        if (current.ExpiresOn is not { } end || end - now > Warning(current, end))
        {
            return;
        }

        if (_warned.TryGetValue(lease.Name, out var last) && string.Equals(last.Version, current.Version, StringComparison.Ordinal) && now - last.At < Distance)
        {
            return;
        }

        if (_warned.Count >= Capacity)
        {
            _warned.Clear();
        }

        _warned[lease.Name] = (current.Version, now);
        logger.SecretExpiring(lease.Name, current.Version, end);
    }

    private static TimeSpan Warning(LeasedSecret current, DateTimeOffset end) =>
        current.CreatedOn is { } start && (end - start) / Share < Longest ? (end - start) / Share : Longest;
}
