using System.Security.Cryptography;
using LocalCloud.Configuration;

namespace LocalCloud.Vault;

/// <summary>The vault's contents. Names are compared without regard to case, as the service does.</summary>
public sealed class SecretStore
{
    private readonly Lock _lock = new();
    private readonly SortedDictionary<string, List<SecretVersion>> _secrets = new(StringComparer.OrdinalIgnoreCase);
    private readonly TimeProvider _timeProvider;

    /// <summary>A version was added, the vault's lock is free again.</summary>
    internal event EventHandler<SecretAddedEventArgs>? Added;

    internal SecretStore(CloudConfig config, TimeProvider timeProvider)
    {
        _timeProvider = timeProvider;
        var now = timeProvider.GetUtcNow().ToUnixTimeSeconds();
        foreach (var (name, values) in config.Secrets)
        {
            // A minute apart, the newest a minute ago.
            _secrets[name] = [.. values.Select((value, index) => New(value, now - (60L * (values.Count - index)), enabled: true))];
        }
    }

    /// <summary>Adds a version, which is the newest then. Its time is at least a second after the one before.</summary>
    /// <param name="name">The secret's name.</param>
    /// <param name="value">The secret itself.</param>
    /// <param name="enabled">Whether it can be read; default true.</param>
    /// <param name="notBefore">From when it is valid; default no limit.</param>
    /// <param name="expires">Until when it is valid; default no limit.</param>
    /// <returns>The version.</returns>
    /// <exception cref="ArgumentException">The name is not 1 to 127 letters, digits and hyphens.</exception>
    public SecretVersion Add(string name, SecretText value, bool enabled = true, DateTimeOffset? notBefore = null, DateTimeOffset? expires = null)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(value);
        if (!SecretName.IsValid(name))
        {
            throw new ArgumentException("A name is 1 to 127 letters, digits and hyphens.", nameof(name));
        }

        SecretVersion version;
        lock (_lock)
        {
            if (!_secrets.TryGetValue(name, out var versions))
            {
                _secrets[name] = versions = [];
            }

            var now = _timeProvider.GetUtcNow().ToUnixTimeSeconds();
            version = New(value, versions.Count == 0 ? now : Math.Max(now, versions[^1].Created + 1), enabled) with
            {
                NotBefore = notBefore?.ToUnixTimeSeconds(),
                Expires = expires?.ToUnixTimeSeconds(),
            };
            versions.Add(version);
        }

        Added?.Invoke(this, new SecretAddedEventArgs(name, version));
        return version;
    }

    /// <summary>Enables or disables a version.</summary>
    /// <param name="name">The secret's name.</param>
    /// <param name="version">The version's id.</param>
    /// <param name="enabled">Whether it can be read from now on.</param>
    /// <returns><see langword="false"/> if there is no such version.</returns>
    public bool SetEnabled(string name, string version, bool enabled) => Change(name, version, item => item with { Enabled = enabled });

    /// <summary>Sets the end of a version's validity.</summary>
    /// <param name="name">The secret's name.</param>
    /// <param name="version">The version's id.</param>
    /// <param name="expires">Until when it is valid; null for no limit.</param>
    /// <returns><see langword="false"/> if there is no such version.</returns>
    public bool SetExpiry(string name, string version, DateTimeOffset? expires) =>
        Change(name, version, item => item with { Expires = expires?.ToUnixTimeSeconds() });

    /// <summary>Removes a secret with all its versions.</summary>
    /// <param name="name">The secret's name.</param>
    /// <returns><see langword="false"/> if there is none.</returns>
    public bool Remove(string name)
    {
        lock (_lock)
        {
            return _secrets.Remove(name);
        }
    }

    /// <summary>The names of all secrets.</summary>
    public IReadOnlyList<string> Names
    {
        get
        {
            lock (_lock)
            {
                return [.. _secrets.Keys];
            }
        }
    }

    /// <summary>The versions of a secret, oldest first; empty if there is none.</summary>
    /// <param name="name">The secret's name.</param>
    /// <returns>A copy.</returns>
    public IReadOnlyList<SecretVersion> Versions(string name)
    {
        lock (_lock)
        {
            return _secrets.TryGetValue(name, out var versions) ? [.. versions] : [];
        }
    }

    /// <summary>One version, or the newest.</summary>
    /// <param name="name">The secret's name.</param>
    /// <param name="version">The version's id; null for the newest, enabled or not.</param>
    /// <returns>Null if there is none.</returns>
    public SecretVersion? Find(string name, string? version)
    {
        lock (_lock)
        {
            return !_secrets.TryGetValue(name, out var versions) ? null
                : version is null ? versions[^1] : versions.Find(item => Same(item, version));
        }
    }

    private bool Change(string name, string version, Func<SecretVersion, SecretVersion> change)
    {
        lock (_lock)
        {
            var versions = _secrets.GetValueOrDefault(name);
            var index = versions?.FindIndex(item => Same(item, version)) ?? -1;
            if (index < 0)
            {
                return false;
            }

            versions![index] = change(versions[index]) with { Updated = _timeProvider.GetUtcNow().ToUnixTimeSeconds() };
            return true;
        }
    }

    private static bool Same(SecretVersion item, string version) => string.Equals(item.Id, version, StringComparison.OrdinalIgnoreCase);

    private static SecretVersion New(SecretText value, long created, bool enabled) =>
        new(Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16)), value, created, created, enabled);
}
