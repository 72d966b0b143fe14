using MeshFunctions.Credentials.Secrets;

namespace MeshFunctions.Credentials;

/// <summary>Which secrets of the vault become which configuration keys: for <c>AddMeshSecrets</c>.</summary>
public sealed class SecretKeys
{
    private static readonly TimeSpan LongestTimeout = TimeSpan.FromMinutes(1);
    private readonly Dictionary<string, string> _secrets = new(StringComparer.OrdinalIgnoreCase);
    private TimeSpan _timeout = TimeSpan.FromSeconds(10);

    /// <summary>How long the configuration is held up for the vault at most: up to a minute, ten seconds by default. What comes later is brought in by a reload.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Negative, or longer than a minute.</exception>
    public TimeSpan Timeout
    {
        get => _timeout;
        set
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, TimeSpan.Zero);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(value, LongestTimeout);
            _timeout = value;
        }
    }

    /// <summary>Secrets by configuration key.</summary>
    internal IReadOnlyDictionary<string, string> Secrets => _secrets;

    /// <summary>Makes the current version of a secret the value of a configuration key.</summary>
    /// <param name="key">The configuration key, such as <c>Orders:Database:Password</c>.</param>
    /// <param name="secret">The secret's name in the vault: 1 to 127 letters, digits and hyphens.</param>
    /// <returns>This object.</returns>
    /// <exception cref="ArgumentException">The key is empty or has a secret already, or the name is not one that a vault could hold.</exception>
    public SecretKeys Map(string key, string secret)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(key);
        SecretName.ThrowIfNone(secret);
        if (!_secrets.TryAdd(key, secret))
        {
            throw new ArgumentException($"The configuration key '{key}' has a secret already.", nameof(key));
        }

        return this;
    }
}
