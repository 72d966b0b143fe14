using System.Diagnostics.CodeAnalysis;
using MeshFunctions.Diagnostics;
using MeshFunctions.Tokens.Jws;
using Microsoft.Extensions.Logging;

namespace MeshFunctions.Tokens.Keys;

/// <summary>
/// Looks for keys of one issuer, and has them refreshed on schedule and for unknown <c>kid</c>s. The last good set serves while the issuer is down, up to
/// <see cref="HeldKeys.MaxAge"/>.
/// </summary>
internal sealed class IssuerKeys(string name, string issuer, IssuerOptions options, TimeProvider clock, MeshMeters? meters, ILogger logger)
{
    private static readonly TimeSpan ShortestRetry = TimeSpan.FromSeconds(1);

    private readonly KeyRefresher _refresher = new(name, issuer, options, clock, meters, logger);
    private readonly RefreshBudget _budget = new(options.ForcedRefreshInterval, clock);
    private readonly UnknownKeys _unknown = new(options.ForcedRefreshInterval, clock);

    /// <summary>The number of refreshes begun so far: a set that a later one brings is news.</summary>
    public int Started => _refresher.Started;

    /// <summary>Whether there are keys that may be used, fetched now if there are none. Throws nothing but <see cref="OperationCanceledException"/>.</summary>
    public async Task<bool> EnsureAsync(CancellationToken cancellationToken)
    {
        Task? refresh;
        lock (_refresher.Gate)
        {
            if (_refresher.Held is { IsSpent: false })
            {
                return true;
            }

            refresh = _refresher.JoinOrStart();
        }

        if (refresh is not null)
        {
            await refresh.WaitAsync(cancellationToken).ConfigureAwait(false);
        }

        return _refresher.Held is { IsSpent: false };
    }

    /// <summary>
    /// Looks for the key of a <c>kid</c>, or for the only key where there is none. <paramref name="since"/> is <see cref="Started"/> as it
    /// was when the token arrived: what a refresh begun after that did not bring does not exist.
    /// </summary>
    public KeyLookup Look(ReadOnlySpan<byte> keyId, bool hasKeyId, int since)
    {
        // What most tokens need, and what a flood of bad ones repeats, takes no lock.
        if (_refresher.Held is { IsDue: false } fresh)
        {
            if (Find(fresh, keyId, hasKeyId) is { } key)
            {
                return KeyLookup.Found(key);
            }

            if (hasKeyId && _unknown.Contains(keyId))
            {
                return KeyLookup.Unknown;
            }
        }

        lock (_refresher.Gate)
        {
            return _refresher.Held is { IsSpent: false } held ? LookAmong(held, keyId, hasKeyId, since) : LookWithoutKeys();
        }
    }

    /// <summary>
    /// Looks for a key that was found before, so that what it verified counts on: it is there as long as <see cref="Look"/> would find the same one at once. A refresh that is due is begun, as there;
    /// for a key that is gone nothing is fetched. <paramref name="timestamp"/> is now.
    /// </summary>
    public VerificationKey? FindAgain(VerificationKey key, JwsAlgorithm algorithm, bool hasKeyId, long timestamp)
    {
        if (_refresher.Held is { } fresh && !fresh.IsDueAt(timestamp))
        {
            return FindSame(fresh, key, algorithm, hasKeyId);
        }

        lock (_refresher.Gate)
        {
            return _refresher.Held is { IsSpent: false } held && !MustWait(held, out _) ? FindSame(held, key, algorithm, hasKeyId) : null;
        }
    }

    private static VerificationKey? FindSame(HeldKeys held, VerificationKey key, JwsAlgorithm algorithm, bool hasKeyId)
    {
        var found = Find(held, key.KeyId, hasKeyId);
        return found is null || ReferenceEquals(found, key) || (found.IsSameAs(key) && found.Allows(algorithm)) ? found : null;
    }

    private static VerificationKey? Find(HeldKeys held, ReadOnlySpan<byte> keyId, bool hasKeyId) =>
        hasKeyId ? held.Keys.Find(keyId) : held.Keys.FindOnly();

    private KeyLookup LookWithoutKeys()
    {
        if (_refresher.JoinOrStart() is { } refresh)
        {
            return KeyLookup.WaitFor(refresh);
        }

        var retry = _refresher.Pause;
        return KeyLookup.Unavailable(retry > ShortestRetry ? retry : ShortestRetry);
    }

    /// <summary>Begins a refresh that is due; it is to be awaited where the keys are too old to be used while it might bring others.</summary>
    private bool MustWait(HeldKeys held, [NotNullWhen(true)] out Task? refresh)
    {
        refresh = held.IsDue ? _refresher.JoinOrStart() : null;
        return refresh is not null && held.IsOverdue && !_refresher.IsFailing;
    }

    private KeyLookup LookAmong(HeldKeys held, ReadOnlySpan<byte> keyId, bool hasKeyId, int since)
    {
        if (MustWait(held, out var refresh))
        {
            return KeyLookup.WaitFor(refresh);
        }

        if (Find(held, keyId, hasKeyId) is { } key)
        {
            return KeyLookup.Found(key);
        }

        return hasKeyId ? LookForUnknown(held, keyId, since) : KeyLookup.Unknown;
    }

    private KeyLookup LookForUnknown(HeldKeys held, ReadOnlySpan<byte> keyId, int since)
    {
        if (held.Refresh > since)
        {
            _unknown.Add(keyId);
            return KeyLookup.Unknown;
        }

        // A refresh that was begun for this token and failed is not begun again for it.
        if (_unknown.Contains(keyId) || (Started > since && _refresher.Current is null && _refresher.IsFailing))
        {
            return KeyLookup.Unknown;
        }

        var refresh = _refresher.Current ?? (_budget.TryTake() ? _refresher.Start() : null);
        return refresh is null ? KeyLookup.Unknown : KeyLookup.WaitFor(refresh);
    }
}
