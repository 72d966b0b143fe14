using System.Collections.Concurrent;

namespace MeshFunctions.Outbound;

/// <summary>The claims that each of a client's resources asked for last: they go into every token for it from then on, so that not each request is refused first.</summary>
internal sealed class AskedClaims
{
    private const int Capacity = 64;
    private readonly ConcurrentDictionary<string, string> _last = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>What the resource at that host and port asked for; null where nothing.</summary>
    public string? Last(string authority) => _last.GetValueOrDefault(authority);

    public void Remember(string authority, string claims)
    {
        // More resources than that are not listed; what is forgotten is asked for again.
        if (_last.Count >= Capacity)
        {
            _last.Clear();
        }

        _last[authority] = claims;
    }

    /// <summary>No token is to be had with them.</summary>
    public void Forget(string authority, string? claims)
    {
        if (claims is not null)
        {
            _last.TryRemove(new(authority, claims));
        }
    }
}
