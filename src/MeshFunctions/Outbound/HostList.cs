namespace MeshFunctions.Outbound;

/// <summary>The hosts that a client may carry trace and token to.</summary>
internal sealed class HostList
{
    private readonly (string Host, int? Port)[] _entries;

    public HostList(IEnumerable<string> entries) =>
        _entries = [.. entries.Select(static entry => TryParse(entry, out var host, out var port) ? (host, port) : throw new FormatException(entry))];

    public bool Contains(Uri? uri)
    {
        if (uri is not { IsAbsoluteUri: true })
        {
            return false;
        }

        var host = uri.IdnHost;
        foreach (var (name, port) in _entries)
        {
            if ((port is null || port == uri.Port) && string.Equals(name, host, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Reads <c>host</c> or <c>host:port</c>; an IPv6 address in brackets. Never throws.</summary>
    public static bool TryParse(string? entry, out string host, out int? port)
    {
        host = string.Empty;
        port = null;

        // What a URI makes of the entry must be the entry again: no user, path, wildcard, space or other way of writing an address.
        if (string.IsNullOrEmpty(entry)
            || !Uri.TryCreate($"https://{entry}/", UriKind.Absolute, out var uri)
            || uri.IdnHost.AsSpan().ContainsAny('*', '%'))
        {
            return false;
        }

        var name = uri.HostNameType == UriHostNameType.IPv6 ? $"[{uri.IdnHost}]" : uri.IdnHost;
        if (string.Equals(entry, name, StringComparison.OrdinalIgnoreCase))
        {
            host = uri.IdnHost;
            return true;
        }

        if (uri.Port > 0 && string.Equals(entry, $"{name}:{uri.Port}", StringComparison.OrdinalIgnoreCase))
        {
            host = uri.IdnHost;
            port = uri.Port;
            return true;
        }

        return false;
    }
}
