using System.Buffers;
using System.Collections.Frozen;

namespace MeshFunctions.Headers;

/// <summary>
/// Which names the configuration, or a source of the app's own, may give to an identity header: none that means something already, carries a secret, or is
/// set by every client.
/// </summary>
internal static class CustomHeaderNames
{
    public const int MaxLength = 64;

    // Names with '_' or '.' are aliases of others for some servers (CGI), and Nginx drops them.
    private static readonly SearchValues<char> Characters = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-");

    // What proxies clear because identities of a kind that we leave to the configuration travel there.
    private static readonly string[] Free =
    [
        "x-jwt-payload", .. ClearedHeaders.Lattice, "X-Auth-Request-User", "X-Auth-Request-Email", "X-Auth-Request-Groups", "X-Auth-Request-Preferred-Username",
        "X-Forwarded-User", "X-Forwarded-Email", "X-Forwarded-Groups", "X-Forwarded-Preferred-Username",
    ];

    private static readonly string[] SetByClients =
    [
        "Accept", "Accept-Charset", "Accept-Encoding", "Accept-Language", "Cache-Control", "Connection", "Content-Encoding", "Content-Length", "Content-Type",
        "Cookie", "Date", "Expect", "From", "Host", "If-Match", "If-Modified-Since", "If-None-Match", "If-Range", "If-Unmodified-Since", "Keep-Alive",
        "Max-Forwards", "Origin", "Pragma", "Prefer", "Proxy-Authorization", "Proxy-Connection", "Range", "Referer", "TE", "Trailer", "Transfer-Encoding",
        "Upgrade", "User-Agent", "Via", "X-Api-Key", "X-Requested-With",
    ];

    private static readonly FrozenSet<string> Taken = HeaderRule.All.Select(rule => rule.Name)
        .Concat(ClearedHeaders.All.Except(Free, StringComparer.OrdinalIgnoreCase))
        .Concat(SetByClients)
        .ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>What is wrong with the name, as the end of a sentence; null where nothing is.</summary>
    public static string? Error(string? name)
    {
        if (name is not { Length: > 0 and <= MaxLength } || name.AsSpan().ContainsAnyExcept(Characters))
        {
            return "is no name for such a header; permitted: 1 to 64 letters, digits and hyphens";
        }

        return Taken.Contains(name)
            ? $"'{name}' has a meaning already, carries a secret or is set by every client; permitted: a header of the hop's own, such as X-User-Groups"
            : null;
    }
}
