using System.Collections.Concurrent;

namespace MeshFunctions.Outbound;

/// <summary>The claims that each of a client's resources asked for last: they go into every token for it from then on, so that not each request is refused first.</summary>
internal sealed class AskedClaims(TimeProvider time)
{
    private const int Capacity = 64;
    private readonly ConcurrentDictionary<string, AskedAuthority> _authorities = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>What the resource at that host and port asked for; null where nothing.</summary>
    public string? Last(string authority) => _authorities.GetValueOrDefault(authority)?.Last;

    /// <inheritdoc cref="AskedAuthority.TryRemember"/>
    public bool TryRemember(string authority, string claims)
    {
        // More resources than that are not listed; what is forgotten is asked for again.
        if (_authorities.Count >= Capacity && !_authorities.ContainsKey(authority))
        {
            _authorities.Clear();
        }

        return _authorities.GetOrAdd(authority, static (_, clock) => new(clock), time).TryRemember(claims);
    }

    /// <summary>No token is to be had with them.</summary>
    public void Forget(string authority, string? claims)
    {
        if (claims is not null)
        {
            _authorities.GetValueOrDefault(authority)?.Forget(claims);
        }
    }
}
