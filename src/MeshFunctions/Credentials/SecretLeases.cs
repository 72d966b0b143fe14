using Azure.Security.KeyVault.Secrets;
using MeshFunctions.Credentials.Leases;
using MeshFunctions.Credentials.Secrets;
using MeshFunctions.Diagnostics;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace MeshFunctions.Credentials;

/// <summary>
/// Secrets of a Key Vault, kept and renewed: for each the newest two versions that are enabled and within their validity. The vault is asked
/// for new versions every <see cref="VaultOptions.RefreshInterval"/>, in the background, when the secret is used; a secret that was not used for longer than
/// that makes its first callers wait for the vault, two seconds at most. While the vault is in trouble the last lease serves until its current version expires, for a day at most if that has no end. A vault that says that the secret is gone or has no usable version ends the lease at once.
/// 256 secrets at most are kept, beside those that somebody listens to; one request for each is under way at a time.
/// </summary>
public sealed class SecretLeases
{
    private readonly LeaseCache<string, SecretLease> _leases;
    private readonly SecretWatchers _watchers;
    private readonly SecretRotation _rotation;
    private readonly SecretExpiry _expiry;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;

    /// <summary>Leases secrets from the vault of <paramref name="client"/>.</summary>
    /// <param name="client">The vault's client.</param>
    /// <param name="refreshInterval">How often versions are listed; five minutes if null.</param>
    /// <param name="time">The clock; the system's if null.</param>
    /// <exception cref="ArgumentOutOfRangeException">The interval is shorter than a second or longer than an hour.</exception>
    public SecretLeases(SecretClient client, TimeSpan? refreshInterval = null, TimeProvider? time = null)
        : this(client, refreshInterval ?? VaultOptions.DefaultRefreshInterval, time ?? TimeProvider.System, null, NullLogger<SecretLeases>.Instance, LeaseJitter.Random)
    {
    }

    internal SecretLeases(
        SecretClient client,
        TimeSpan refreshInterval,
        TimeProvider time,
        MeshMeters? meters,
        ILogger<SecretLeases> logger,
        Func<double>? jitter = null,
        CancellationToken stopping = default)
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentOutOfRangeException.ThrowIfLessThan(refreshInterval, VaultOptions.ShortestRefreshInterval);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(refreshInterval, VaultOptions.LongestRefreshInterval);
        _time = time;
        _logger = logger;
        _expiry = new(time, logger);
        _leases = new(
            new SecretSource(client, refreshInterval, time, jitter ?? LeaseJitter.None),
            new LeaseSettings("secret", time, meters, logger),
            StringComparer.OrdinalIgnoreCase,
            Changed,
            stopping);
        _watchers = new(_leases, time, stopping);
        _rotation = new(_leases);
        meters?.ObserveSecrets(() => _leases.Held.Min(lease => lease.Value.Current.ExpiresOn) - _time.GetUtcNow());
    }

    /// <summary>The lease of a secret, synchronously while there is one.</summary>
    /// <param name="name">The secret's name: 1 to 127 letters, digits and hyphens.</param>
    /// <param name="cancellationToken">Ends this caller's waiting, never the request that others wait for.</param>
    /// <returns>The newest usable version, and the one before.</returns>
    /// <exception cref="ArgumentException">The name is not one that a vault could hold.</exception>
    /// <exception cref="LeaseUnavailableException">The secret could not be obtained and there is no lease of it that is still valid.</exception>
    public ValueTask<SecretLease> GetAsync(string name, CancellationToken cancellationToken = default)
    {
        SecretName.ThrowIfNone(name);
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
        SecretName.ThrowIfNone(name);
        return _leases.RefreshAsync(name, cancellationToken);
    }

    /// <summary>
    /// Calls back when the current version of a secret changes, and has the secret renewed when it is due though nobody asks for it. The first version that is
    /// obtained is no change. Calls come from the thread pool, one at a time, always with the newest version; what they throw is logged by type and harms nobody.
    /// </summary>
    /// <param name="name">The secret's name: 1 to 127 letters, digits and hyphens.</param>
    /// <param name="listener">Gets the new lease.</param>
    /// <returns>Ends the calls; one that has begun runs to its end.</returns>
    /// <exception cref="ArgumentException">The name is not one that a vault could hold.</exception>
    public IDisposable OnChange(string name, Action<SecretLease> listener)
    {
        SecretName.ThrowIfNone(name);
        ArgumentNullException.ThrowIfNull(listener);
        var watcher = new SecretWatcher(name, lease => listener(lease!), hearsWithdrawals: false, _logger);
        if (_leases.Peek(name) is { } known)
        {
            watcher.Begin(known.Value);
        }

        return Add(watcher);
    }

    /// <summary>
    /// Runs what needs a secret; where that is refused for its credential, asks the vault for the versions at once and, if there is another than the one that was refused, runs it
    /// once more with that. However many are refused at a time, one request is made; while it brings nothing new, the next is 1 s, 2 s, … 32 s away, and the refusal goes to the caller.
    /// </summary>
    /// <typeparam name="TResult">What comes of it.</typeparam>
    /// <param name="name">The secret's name: 1 to 127 letters, digits and hyphens.</param>
    /// <param name="use">Uses the secret; run at most twice.</param>
    /// <param name="isRefusal">Whether an exception of <paramref name="use"/> says that the credential is wrong.</param>
    /// <param name="cancellationToken">Handed to <paramref name="use"/>; ends this caller's waiting, never the request.</param>
    /// <returns>What <paramref name="use"/> returned.</returns>
    /// <exception cref="ArgumentException">The name is not one that a vault could hold.</exception>
    /// <exception cref="LeaseUnavailableException">The secret could not be obtained and there is no lease of it that is still valid.</exception>
    public async Task<TResult> RunWithRotationAsync<TResult>(
        string name,
        Func<LeasedSecret, CancellationToken, Task<TResult>> use,
        Func<Exception, bool> isRefusal,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(use);
        ArgumentNullException.ThrowIfNull(isRefusal);
        var lease = await GetAsync(name, cancellationToken).ConfigureAwait(false);
        return await _rotation.RunAsync(lease, use, isRefusal, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc cref="RunWithRotationAsync{TResult}"/>
    public Task RunWithRotationAsync(
        string name,
        Func<LeasedSecret, CancellationToken, Task> use,
        Func<Exception, bool> isRefusal,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(use);
        return RunWithRotationAsync(
            name,
            async (secret, cancelled) =>
            {
                await use(secret, cancelled).ConfigureAwait(false);
                return true;
            },
            isRefusal,
            cancellationToken);
    }

    /// <summary>As <see cref="OnChange"/>, for one who has a version already, and wants to hear (null) when the vault withdraws the secret or its last version runs out.</summary>
    internal IDisposable Watch(string name, SecretLease? known, Action<SecretLease?> listener)
    {
        var watcher = new SecretWatcher(name, listener, hearsWithdrawals: true, _logger);
        watcher.Begin(known);
        return Add(watcher);
    }

    // What came between the look at what is known and the registration is told at once.
    private IDisposable Add(SecretWatcher watcher)
    {
        var registration = _watchers.Add(watcher);
        if (_leases.Peek(watcher.Name) is { } lease)
        {
            watcher.Offer(lease.Value);
        }

        return registration;
    }

    private void Changed(string name, Lease<SecretLease>? lease)
    {
        if (lease is not null)
        {
            _expiry.Look(lease.Value);
        }

        _watchers.Tell(name, lease?.Value);
    }

    private async ValueTask<SecretLease> WaitAsync(ValueTask<SecretLease> pending) => Current(await pending.ConfigureAwait(false));

    // The older version may run out before the lease does.
    private SecretLease Current(SecretLease lease) => lease.Previous is { ExpiresOn: { } end } && end <= _time.GetUtcNow()
        ? new(lease.Name, lease.Current, null) { EndsAt = lease.EndsAt }
        : lease;
}
