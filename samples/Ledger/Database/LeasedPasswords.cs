using Azure.Core;
using MeshFunctions.Credentials;
using Npgsql;

namespace Ledger.Database;

/// <summary>
/// Passwords that Npgsql asks for whenever it opens a connection, from leases, which renew themselves. No password is part of a connection string.
/// </summary>
/// <remarks>
/// Not by <c>UsePeriodicPasswordProvider</c>: its timer knows neither when a token ends nor that a password was rotated, it keeps a copy of its own, and a connection that is
/// tried again would be tried with that copy.
/// </remarks>
public static class LeasedPasswords
{
    private static readonly string[] Scopes = ["https://ossrdbms-aad.database.windows.net/.default"];

    /// <summary>The access token of the app's identity is the password (Azure Database for PostgreSQL with Microsoft Entra authentication).</summary>
    /// <exception cref="ArgumentException">Another than the named server could get the token.</exception>
    public static NpgsqlDataSourceBuilder UseAccessToken(this NpgsqlDataSourceBuilder builder, CachedTokenCredential credential)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(credential);
        Prepare(builder.ConnectionStringBuilder);
        return builder.UsePasswordProvider(
            _ => credential.GetToken(new TokenRequestContext(Scopes), CancellationToken.None).Token,
            async (_, cancellationToken) => (await credential.GetTokenAsync(new TokenRequestContext(Scopes), cancellationToken)).Token);
    }

    /// <summary>The current version of a secret of the vault is the password. Connections must be opened asynchronously. The server never sees the password, unless <c>Require Auth</c> says so.</summary>
    /// <exception cref="ArgumentException">Somebody between could meddle with the connection.</exception>
    public static NpgsqlDataSourceBuilder UseSecret(this NpgsqlDataSourceBuilder builder, SecretLeases secrets, string name)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(secrets);
        Prepare(builder.ConnectionStringBuilder);
        builder.ConnectionStringBuilder.RequireAuth ??= "ScramSHA256";
        return builder.UsePasswordProvider(
            static _ => throw new NotSupportedException("Open the connection asynchronously: a vault is not waited for by a blocked thread."),
            async (_, cancellationToken) => (await secrets.GetAsync(name, cancellationToken)).Current.Reveal());
    }

    // Npgsql's defaults: to go on in the clear where the server, or whoever answers for it, has no TLS, and to log in twice where the first login was refused, once with and once
    // without the encryption of Kerberos. A socket is a file, with an owner.
    private static void Prepare(NpgsqlConnectionStringBuilder settings)
    {
        bool isSocket = settings.Host is { } hosts && hosts.Split(',', StringSplitOptions.TrimEntries).All(static host => host.StartsWith('/'));
        if (!isSocket && settings.SslMode is not SslMode.VerifyFull)
        {
            throw new ArgumentException("SSL Mode: lets somebody else have the password; permitted: VerifyFull.", nameof(settings));
        }

        settings.GssEncryptionMode = GssEncryptionMode.Disable;
    }
}
