using Ledger.Database;
using Npgsql;

namespace Ledger;

/// <summary>The accounts' entries (schema.sql).</summary>
public sealed class Accounts(LedgerDatabase database)
{
    /// <summary>Books an entry; false if it was booked before.</summary>
    public async Task<bool> BookAsync(Entry entry, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(entry);
        await using NpgsqlConnection connection = await database.OpenAsync(cancellationToken);
        await using var command = new NpgsqlCommand("INSERT INTO ledger_entries (id, account, cents) VALUES ($1, $2, $3) ON CONFLICT (id) DO NOTHING", connection);
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = entry.Id });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = entry.Account });
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = entry.Cents });
        return await command.ExecuteNonQueryAsync(cancellationToken) == 1;
    }

    /// <summary>The sum of an account's entries; null where it has none.</summary>
    public async Task<decimal?> BalanceAsync(string account, CancellationToken cancellationToken)
    {
        await using NpgsqlConnection connection = await database.OpenAsync(cancellationToken);
        await using var command = new NpgsqlCommand("SELECT sum(cents) FROM ledger_entries WHERE account = $1", connection);
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = account });
        return await command.ExecuteScalarAsync(cancellationToken) is decimal cents ? cents : null;
    }
}
