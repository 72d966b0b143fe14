using System.Collections.Concurrent;

namespace LocalCloud.Hosting;

/// <summary>
/// How often each endpoint was asked, by <c>METHOD /path</c> without the query and without a slash at its end. Counted on arrival, whatever the answer.
/// </summary>
public sealed class RequestCounts
{
    private const int MaximumPaths = 1000;

    private readonly ConcurrentDictionary<string, int> _counts = new(StringComparer.Ordinal);

    internal RequestCounts()
    {
    }

    /// <summary>The count of one endpoint; 0 if it was never asked.</summary>
    /// <param name="endpoint">For example <c>GET /oidc/keys</c>.</param>
    public int this[string endpoint] => _counts.GetValueOrDefault(endpoint);

    /// <summary>All counts now; at most 1000 different paths are kept.</summary>
    /// <returns>A copy.</returns>
    public IReadOnlyDictionary<string, int> ToDictionary() => new SortedDictionary<string, int>(_counts, StringComparer.Ordinal);

    /// <summary>Begins at zero again.</summary>
    public void Clear() => _counts.Clear();

    internal void Count(string endpoint)
    {
        if (_counts.ContainsKey(endpoint) || _counts.Count < MaximumPaths)
        {
            _counts.AddOrUpdate(endpoint, 1, static (_, count) => count + 1);
        }
    }
}
