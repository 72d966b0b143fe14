namespace MeshFunctions.Trust.Assertions;

/// <summary>
/// Remembers which assertions were used, for hops with <c>OneTime</c>. Register your own as a singleton where several instances of the app share the requests:
/// the default, <see cref="MemoryReplayStore"/>, knows only those of its own process. <c>samples/Replay</c> has one on PostgreSQL.
/// </summary>
public interface IReplayStore
{
    /// <summary>Adds a key, unless it is there. Of any number of simultaneous calls with one key, at all instances together, exactly one is told true.</summary>
    /// <param name="key">43 letters of base64url: a SHA-256 that names the assertion and tells nothing of it.</param>
    /// <param name="expiresAt">Until when the key must be kept: at most 71 seconds from now. Afterwards it may be forgotten.</param>
    /// <param name="cancellationToken">Cancelled after two seconds at the latest; the assertion is refused then.</param>
    /// <returns>True where the key was not there before. Whatever this throws refuses the assertion.</returns>
    ValueTask<bool> TryAddAsync(string key, DateTimeOffset expiresAt, CancellationToken cancellationToken);
}
