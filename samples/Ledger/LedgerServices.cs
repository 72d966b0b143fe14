using Ledger.Database;
using MeshFunctions.Credentials;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Ledger;

/// <summary>The accounts and their database: section <c>Ledger</c>.</summary>
internal static class LedgerServices
{
    /// <summary>
    /// <c>Ledger:Postgres</c> is the connection string, without a password: that is the access token of the app's identity, or the secret of the vault that <c>Ledger:PasswordSecret</c> names.
    /// </summary>
    /// <exception cref="InvalidOperationException"><c>Ledger:Postgres</c> is missing.</exception>
    public static IServiceCollection AddLedger(this IServiceCollection services, IConfiguration configuration)
    {
        string server = configuration["Ledger:Postgres"] is { Length: > 0 } value
            ? value
            : throw new InvalidOperationException("Ledger:Postgres: is missing; permitted: a connection string without a password, with SSL Mode=VerifyFull.");
        string? secret = configuration["Ledger:PasswordSecret"];
        return services.AddSingleton<Accounts>().AddSingleton(provider =>
        {
            NpgsqlDataSourceBuilder builder = new NpgsqlDataSourceBuilder(server).UseLoggerFactory(provider.GetRequiredService<ILoggerFactory>());
            if (string.IsNullOrEmpty(secret))
            {
                return new LedgerDatabase(builder.UseAccessToken(provider.GetRequiredService<CachedTokenCredential>()).Build());
            }

            SecretLeases secrets = provider.GetRequiredService<SecretLeases>();
            return new LedgerDatabase(builder.UseSecret(secrets, secret).Build(), secrets, secret);
        });
    }
}
