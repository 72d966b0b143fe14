using System.Text.Json.Nodes;

namespace LocalCloud.Keys;

/// <summary>The signing keys of one issuer. A new key is published before it signs; old ones stay published, <see cref="MaximumKeys"/> in all.</summary>
public sealed class KeyRing : IDisposable
{
    /// <summary>How many keys of its own an issuer publishes at most; the oldest that does not sign goes first.</summary>
    public const int MaximumKeys = 8;

    private readonly Lock _lock = new();
    private readonly List<PublishedKey> _keys = [];
    private readonly List<JsonObject> _raw = [];
    private readonly string _algorithm;
    private readonly TimeProvider _timeProvider;

    internal KeyRing(string algorithm, TimeProvider timeProvider)
    {
        _algorithm = algorithm;
        _timeProvider = timeProvider;
        Rotate(TimeSpan.Zero);
    }

    /// <summary>The key that signs now.</summary>
    public SigningKey Current
    {
        get
        {
            lock (_lock)
            {
                return Signer().Key;
            }
        }
    }

    /// <summary>The keys of the set now, oldest first, without those of <see cref="PublishRaw"/>.</summary>
    public IReadOnlyList<PublishedKey> Published
    {
        get
        {
            lock (_lock)
            {
                return [.. _keys];
            }
        }
    }

    /// <summary>Makes a new key, publishes it at once and signs with it later.</summary>
    /// <param name="ahead">How long it is published before it signs; zero signs with it at once.</param>
    /// <returns>The new key's <c>kid</c>.</returns>
    public string Rotate(TimeSpan ahead)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(ahead, TimeSpan.Zero);
        var key = SigningKey.Create(_algorithm);
        Add(new PublishedKey(key, _timeProvider.GetUtcNow() + ahead));
        return key.KeyId;
    }

    /// <summary>Publishes a key that never signs by itself; <c>Mint</c> can be told to use it.</summary>
    /// <param name="key">The key; the ring owns it from now on.</param>
    public void Publish(SigningKey key)
    {
        ArgumentNullException.ThrowIfNull(key);
        Add(new PublishedKey(key, DateTimeOffset.MaxValue));
    }

    /// <summary>Adds a JWK to the key set as it is, however wrong.</summary>
    /// <param name="jwk">The member of <c>keys</c>.</param>
    public void PublishRaw(JsonObject jwk)
    {
        ArgumentNullException.ThrowIfNull(jwk);
        lock (_lock)
        {
            _raw.Add(jwk);
        }
    }

    /// <summary>Takes a key out of the set (a compromised one); it must not be the one that signs.</summary>
    /// <param name="keyId">Its <c>kid</c>.</param>
    /// <returns><see langword="true"/> if it was there.</returns>
    /// <exception cref="InvalidOperationException">It signs now: rotate first.</exception>
    public bool Withdraw(string keyId)
    {
        lock (_lock)
        {
            return string.Equals(Signer().Key.KeyId, keyId, StringComparison.Ordinal)
                ? throw new InvalidOperationException("The key signs now; rotate first.")
                : _keys.RemoveAll(published => string.Equals(published.Key.KeyId, keyId, StringComparison.Ordinal)) > 0;
        }
    }

    /// <summary>The key set (RFC 7517 §5).</summary>
    /// <returns>A new object.</returns>
    public JsonObject ToJwks()
    {
        lock (_lock)
        {
            var keys = new JsonArray();
            foreach (var jwk in _keys.Select(static published => published.Key.ToJwk()).Concat(_raw.Select(static raw => raw.DeepClone())))
            {
                keys.Add(jwk);
            }

            return new JsonObject { ["keys"] = keys };
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_lock)
        {
            _keys.ForEach(static published => published.Key.Dispose());
        }
    }

    private void Add(PublishedKey published)
    {
        lock (_lock)
        {
            _keys.Add(published);
            if (_keys.Count > MaximumKeys)
            {
                // Dropped keys are left to the finalizer: a signature with one may be under way.
                var signer = Signer();
                _keys.RemoveAt(_keys.FindIndex(key => key != signer));
            }
        }
    }

    private PublishedKey Signer()
    {
        var now = _timeProvider.GetUtcNow();
        return _keys.FindLast(key => key.SignsFrom <= now) ?? _keys[0];
    }
}
