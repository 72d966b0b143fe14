using System.Diagnostics;
using MeshFunctions.Credentials.Leases;
using Microsoft.Extensions.Configuration;

namespace MeshFunctions.Credentials.Secrets;

/// <summary>
/// The current versions of secrets as configuration values. The configuration is there before the app's services: until <see cref="Attach"/> the provider has leases of its own.
/// </summary>
[DebuggerDisplay(Masked.Text)]
internal sealed class SecretsConfigurationProvider : ConfigurationProvider, IDisposable
{
    private readonly IReadOnlyDictionary<string, string> _secrets;
    private readonly TimeSpan _timeout;
    private readonly Func<CancellationToken, SecretLeases> _first;
    private readonly TimeProvider _time;
    private readonly string[] _names;
    private readonly Lock _gate = new();
    private Dictionary<string, SecretLease> _leases = new(StringComparer.OrdinalIgnoreCase);
    private LeaseLifetime? _lifetime;
    private IDisposable[] _watching = [];
    private bool _disposed;

    public SecretsConfigurationProvider(IReadOnlyDictionary<string, string> secrets, TimeSpan timeout, Func<CancellationToken, SecretLeases> first, TimeProvider time)
    {
        (_secrets, _timeout, _first, _time) = (secrets, timeout, first, time);
        _names = [.. secrets.Values.Distinct(StringComparer.OrdinalIgnoreCase)];

        // For the listing of keys only: values are given by TryGet, which has them from the lease.
        Data = secrets.Keys.ToDictionary(static key => key, static string? (_) => Masked.Text, StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>True for every key that has a secret, without a lease too: the value is null then, as sources below are asked where a provider says false.</summary>
    public override bool TryGet(string key, out string? value)
    {
        value = null;
        if (!_secrets.TryGetValue(key, out var secret))
        {
            return false;
        }

        value = _leases.GetValueOrDefault(secret)?.Current.Reveal();
        return true;
    }

    /// <summary>Nothing: what the vault says stands.</summary>
    public override void Set(string key, string? value)
    {
    }

    /// <summary>Waits for the vault once, within the budget; a reload of the configuration does not.</summary>
    public override void Load()
    {
        lock (_gate)
        {
            if (_lifetime is not null || _disposed)
            {
                return;
            }

            _lifetime = new LeaseLifetime();
        }

        var leases = _first(_lifetime.Stopping);

        // A provider loads synchronously. The work is the thread pool's, so blocking here cannot hold it up; and it never throws.
        Task.Run(() => FetchAsync(leases)).GetAwaiter().GetResult();
        Watch(leases);
    }

    /// <summary>From now on the secrets come from the app's own leases, and the provider's own end.</summary>
    public void Attach(SecretLeases leases)
    {
        Watch(leases);
        _lifetime?.Dispose();
    }

    public void Dispose()
    {
        IDisposable[] watching;
        lock (_gate)
        {
            _disposed = true;
            watching = _watching;
            _watching = [];
        }

        End(watching);
        _lifetime?.Dispose();
    }

    private static void End(IDisposable[] watching)
    {
        foreach (var registration in watching)
        {
            registration.Dispose();
        }
    }

    private async Task FetchAsync(SecretLeases leases)
    {
        using var budget = new CancellationTokenSource(_timeout, _time);
        await Task.WhenAll(_names.Select(async name =>
        {
            try
            {
                Take(name, await leases.GetAsync(name, budget.Token).ConfigureAwait(false));
            }
            catch (Exception failure) when (failure is LeaseUnavailableException or OperationCanceledException)
            {
                // Not there in time: a reload brings it when it is.
            }
        })).ConfigureAwait(false);
    }

    private void Watch(SecretLeases leases)
    {
        IDisposable[] watching =
        [
            .. _names.Select(name => leases.Watch(name, _leases.GetValueOrDefault(name), lease =>
            {
                Take(name, lease);
                OnReload();
            })),
        ];
        IDisposable[] ended;
        lock (_gate)
        {
            ended = _disposed ? watching : _watching;
            _watching = _disposed ? [] : watching;
        }

        End(ended);
    }

    private void Take(string name, SecretLease? lease)
    {
        lock (_gate)
        {
            var leases = new Dictionary<string, SecretLease>(_leases, StringComparer.OrdinalIgnoreCase);
            if (lease is null)
            {
                leases.Remove(name);
            }
            else
            {
                leases[name] = lease;
            }

            _leases = leases;
        }
    }
}
