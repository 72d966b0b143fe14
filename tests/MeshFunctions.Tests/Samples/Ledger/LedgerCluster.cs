using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Npgsql;

namespace MeshFunctions.Tests.Samples.Ledger;

/// <summary>A PostgreSQL with the ledger, a role with a password (SCRAM-SHA-256), and one whose password is an access token.</summary>
public sealed class LedgerCluster() : PostgresCluster("Ledger")
{
    public const string PasswordRole = "ledger";
    public const string TokenRole = "ledger-app";

    internal TokenDirectory Directory { get; } = new();

    private protected override IReadOnlyList<string> Admission =>
    [
        $"local all {PasswordRole} scram-sha-256",
        string.Create(CultureInfo.InvariantCulture, $"local all {TokenRole} ldap ldapserver=127.0.0.1 ldapport={Directory.Port} ldapprefix=\"cn=\""),
    ];

    /// <summary>The app's settings: no password.</summary>
    public string Settings(string role, string more = "") => $"Host={Socket};Username={role};Database=postgres;Timeout=30;Command Timeout=30;{more}";

    /// <inheritdoc />
    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        await ExecuteAsync($"""
            CREATE ROLE "{PasswordRole}" LOGIN;
            CREATE ROLE "{TokenRole}" LOGIN;
            GRANT SELECT, INSERT ON ledger_entries TO "{PasswordRole}", "{TokenRole}";
            """);
    }

    /// <summary>As the database's owner.</summary>
    public async Task ExecuteAsync(string sql)
    {
        await using var dataSource = Connect();
        await using var command = dataSource.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    public async Task<long> CountAsync()
    {
        await using var dataSource = Connect();
        await using var command = dataSource.CreateCommand("SELECT count(*) FROM ledger_entries");
        return (long)(await command.ExecuteScalarAsync())!;
    }

    /// <summary>Sets the role's password; <paramref name="publish"/> runs before it holds, in the transaction that sets it.</summary>
    [SuppressMessage("Security", "CA2100", Justification = "ALTER ROLE takes no parameters; the passwords are the tests'.")]
    internal async Task SetPasswordAsync(string password, Action publish)
    {
        await using var dataSource = Connect();
        await using var connection = await dataSource.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await using (var command = new NpgsqlCommand($"ALTER ROLE \"{PasswordRole}\" PASSWORD '{password}'", connection, transaction))
        {
            await command.ExecuteNonQueryAsync();
        }

        publish();
        await transaction.CommitAsync();
    }

    /// <inheritdoc />
    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await Directory.DisposeAsync();
    }
}
