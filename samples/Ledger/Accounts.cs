using Ledger.Database;
using Npgsql;

namespace Ledger;

/// <summary>The accounts' entries (schema.sql).</summary>
public sealed class Accounts(LedgerDatabase database)
{
    /// <summary>Books an entry, once for each id.</summary>
    public async Task<Booking> BookAsync(Entry entry, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(entry);
        await using NpgsqlConnection connection = await database.OpenAsync(cancellationToken);
        await using var command = new NpgsqlCommand("INSERT INTO ledger_entries (id, account, cents) VALUES ($1, $2, $3) ON CONFLICT (id) DO NOTHING", connection);
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = entry.Id });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = entry.Account });
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = entry.Cents });
        if (await command.ExecuteNonQueryAsync(cancellationToken) == 1)
        {
            return Booking.New;
        }

        command.CommandText = "SELECT account = $2 AND cents = $3 FROM ledger_entries WHERE id = $1";
        return await command.ExecuteScalarAsync(cancellationToken) is true ? Booking.Same : Booking.Other;
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
