using MeshFunctions.Credentials;
using Npgsql;

namespace Ledger.Database;

/// <summary>Connections to the database, also while its password is rotated.</summary>
public sealed class LedgerDatabase : IAsyncDisposable
{
    private readonly NpgsqlDataSource _dataSource;
    private readonly SecretLeases? _secrets;
    private readonly string _secret = "";
    private readonly IDisposable? _registration;

    /// <summary>A database whose passwords need no second attempt, such as tokens: an old one is good until it ends, and none that has ended is used.</summary>
    public LedgerDatabase(NpgsqlDataSource dataSource) => _dataSource = dataSource;

    /// <summary>
    /// A database with a password that is rotated in the vault: connections that were opened with the old one are closed when they are idle, because PostgreSQL asks for it at login only.
    /// </summary>
    public LedgerDatabase(NpgsqlDataSource dataSource, SecretLeases secrets, string secret)
        : this(dataSource)
    {
        ArgumentNullException.ThrowIfNull(dataSource);
        ArgumentNullException.ThrowIfNull(secrets);
        _secrets = secrets;
        _secret = secret;
        _registration = secrets.OnChange(secret, _ => dataSource.Clear());
    }

    /// <summary>Opens a connection: of the pool, or a new one; where the login is refused and the vault has a newer password, once more.</summary>
    /// <exception cref="NpgsqlException">There is none to be had.</exception>
    /// <exception cref="LeaseUnavailableException">The vault has no password, or never gave it.</exception>
    public async ValueTask<NpgsqlConnection> OpenAsync(CancellationToken cancellationToken) => _secrets is null
        ? await _dataSource.OpenConnectionAsync(cancellationToken)
        : await _secrets.RunWithRotationAsync(
            _secret,
            // The data source asks the leases for the password, which by the second time have the new one.
            async (_, cancelled) => await _dataSource.OpenConnectionAsync(cancelled),
            IsRefused,
            cancellationToken);

    /// <summary>Whether a failure is the database's or the vault's trouble: to be answered with 503.</summary>
    public static bool IsUnavailable(Exception failure) => failure is NpgsqlException or LeaseUnavailableException;

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        _registration?.Dispose();
        await _dataSource.DisposeAsync();
    }

    private static bool IsRefused(Exception failure) =>
        failure is PostgresException { SqlState: PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification };
}
