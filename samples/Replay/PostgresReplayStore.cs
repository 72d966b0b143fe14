using MeshFunctions.Trust.Assertions;
using Npgsql;

namespace Replay;

/// <summary>One memory of used assertions for all instances of an app, in PostgreSQL (schema.sql).</summary>
public sealed class PostgresReplayStore(NpgsqlDataSource dataSource) : IReplayStore
{
    /// <summary>How many expired rows one clean-up removes at most, so that it never holds anything up.</summary>
    public const int CleanUpBatch = 1_000;

    // The library gives up after two seconds; the server is told to stop before that.
    private const int CommandTimeoutSeconds = 1;

    /// <inheritdoc />
    /// <remarks>The statement waits for another transaction that is inserting the same key, and adds nothing once that has committed: one of the two is told true.</remarks>
    public async ValueTask<bool> TryAddAsync(string key, DateTimeOffset expiresAt, CancellationToken cancellationToken)
    {
        var command = dataSource.CreateCommand("INSERT INTO mesh_replays (key, expires_at) VALUES ($1, $2) ON CONFLICT (key) DO NOTHING");
        await using var disposal = command.ConfigureAwait(false);
        command.CommandTimeout = CommandTimeoutSeconds;
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = key });
        command.Parameters.Add(new NpgsqlParameter<DateTime> { TypedValue = expiresAt.UtcDateTime });
        return await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false) == 1;
    }

    /// <summary>Removes rows that nobody can need any more. Five minutes beyond the expiry, because the database has a clock of its own.</summary>
    /// <returns>How many rows were removed; <see cref="CleanUpBatch"/> where there may be more.</returns>
    public async Task<int> CleanUpAsync(CancellationToken cancellationToken)
    {
        var command = dataSource.CreateCommand("""
            DELETE FROM mesh_replays WHERE key IN (
                SELECT key FROM mesh_replays WHERE expires_at < now() - interval '5 minutes' ORDER BY expires_at LIMIT $1 FOR UPDATE SKIP LOCKED)
            """);
        await using var disposal = command.ConfigureAwait(false);
        command.CommandTimeout = CommandTimeoutSeconds;
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = CleanUpBatch });
        return await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
    }
}
