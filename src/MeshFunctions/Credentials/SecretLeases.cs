using Azure.Security.KeyVault.Secrets;
using MeshFunctions.Diagnostics;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace MeshFunctions.Credentials;

/// <summary>
/// Secrets of a Key Vault, kept and renewed: for each the newest two versions that are enabled and within their validity. The vault is asked
/// for new versions every <see cref="VaultOptions.RefreshInterval"/>, in the background, when the secret is used; a secret that was not used for longer than
/// that makes its first callers wait for the vault, two seconds at most. While the vault is in trouble the last lease serves until its current version expires. A vault that says that the secret is gone or has no usable version ends the lease at once.
/// 256 secrets at most are kept; one request for each is under way at a time.
/// </summary>
public sealed class SecretLeases
{
    private const int LongestName = 127;
    private readonly LeaseCache<string, SecretLease> _leases;
    private readonly TimeProvider _time;

    /// <summary>Leases secrets from the vault of <paramref name="client"/>.</summary>
    /// <param name="client">The vault's client.</param>
    /// <param name="refreshInterval">How often versions are listed; five minutes if null.</param>
    /// <param name="time">The clock; the system's if null.</param>
    /// <exception cref="ArgumentOutOfRangeException">The interval is shorter than a second or longer than an hour.</exception>
    public SecretLeases(SecretClient client, TimeSpan? refreshInterval = null, TimeProvider? time = null)
        : this(client, refreshInterval ?? VaultOptions.DefaultRefreshInterval, time ?? TimeProvider.System, null, NullLogger<SecretLeases>.Instance)
    {
    }

    internal SecretLeases(SecretClient client, TimeSpan refreshInterval, TimeProvider time, MeshMeters? meters, ILogger<SecretLeases> logger, CancellationToken stopping = default)
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentOutOfRangeException.ThrowIfLessThan(refreshInterval, VaultOptions.ShortestRefreshInterval);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(refreshInterval, VaultOptions.LongestRefreshInterval);
        _time = time;
        _leases = new(
            new SecretSource(client, refreshInterval, time),
            new LeaseSettings("secret", time, meters, logger),
            StringComparer.OrdinalIgnoreCase,
            stopping: stopping);
    }

    /// <summary>The lease of a secret, synchronously while there is one.</summary>
    /// <param name="name">The secret's name: 1 to 127 letters, digits and hyphens.</param>
    /// <param name="cancellationToken">Ends this caller's waiting, never the request that others wait for.</param>
    /// <returns>The newest usable version, and the one before.</returns>
    /// <exception cref="ArgumentException">The name is not one that a vault could hold.</exception>
    /// <exception cref="LeaseUnavailableException">The secret could not be obtained and there is no lease of it that is still valid.</exception>
    public ValueTask<SecretLease> GetAsync(string name, CancellationToken cancellationToken = default)
    {
        ThrowIfNoName(name);
        var pending = _leases.GetAsync(name, cancellationToken);
        return pending.IsCompletedSuccessfully ? new(Current(pending.Result)) : WaitAsync(pending);
    }

    /// <summary>
    /// Asks the vault for the versions of one secret at once, though it is not due: for whoever hears that it was rotated. Of many calls at a time one request is made,
    /// and there is at least a second between two. A secret that nobody has leased here is left alone.
    /// </summary>
    /// <param name="name">The secret's name: 1 to 127 letters, digits and hyphens.</param>
    /// <param name="cancellationToken">Ends this caller's waiting, never the request.</param>
    /// <returns>True when the vault has answered; false if the secret is not in use here, and nothing was asked.</returns>
    /// <exception cref="ArgumentException">The name is not one that a vault could hold.</exception>
    /// <exception cref="LeaseUnavailableException">The vault did not answer, or not with a usable version; a lease in hand that the vault did not withdraw serves on.</exception>
    public ValueTask<bool> RefreshAsync(string name, CancellationToken cancellationToken = default)
    {
        ThrowIfNoName(name);
        return _leases.RefreshAsync(name, cancellationToken);
    }

    internal static bool IsName(string name)
    {
        if (name.Length is 0 or > LongestName)
        {
            return false;
        }

        foreach (var character in name)
        {
            if (!char.IsAsciiLetterOrDigit(character) && character != '-')
            {
                return false;
            }
        }

        return true;
    }

    private static void ThrowIfNoName(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (!IsName(name))
        {
            throw new ArgumentException("A secret's name is 1 to 127 letters, digits and hyphens.", nameof(name));
        }
    }

    private async ValueTask<SecretLease> WaitAsync(ValueTask<SecretLease> pending) => Current(await pending.ConfigureAwait(false));

    // The older version may run out before the lease does.
    private SecretLease Current(SecretLease lease) => lease.Previous is { ExpiresOn: { } end } && end <= _time.GetUtcNow()
        ? new(lease.Name, lease.Current, null)
        : lease;
}
