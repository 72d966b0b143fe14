using System.Text;
using MeshFunctions.Headers;

namespace MeshFunctions.Outbound;

/// <summary>The hosts that a client may carry trace and token to.</summary>
internal sealed class HostList
{
    private readonly (string Host, int? Port)[] _entries;

    public HostList(IEnumerable<string> entries) =>
        _entries = [.. entries.Select(static entry => TryParse(entry, out var host, out var port) ? (host, port) : throw new FormatException(entry))];

    public bool Contains(Uri? uri)
    {
        if (uri is not { IsAbsoluteUri: true } || AsciiHost.Of(uri) is not { } host)
        {
            return false;
        }

        foreach (var (name, port) in _entries)
        {
            if ((port is null || port == uri.Port) && string.Equals(name, host, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Reads <c>host</c> or <c>host:port</c>; an IPv6 address in brackets, a name of other letters in its ASCII form. Never throws.</summary>
    public static bool TryParse(string? entry, out string host, out int? port)
    {
        host = string.Empty;
        port = null;

        // What a URI makes of the entry must be the entry again: no user, path, wildcard, space or other way of writing an address.
        if (string.IsNullOrEmpty(entry)
            || !Ascii.IsValid(entry)
            || !Uri.TryCreate($"https://{entry}/", UriKind.Absolute, out var uri)
            || AsciiHost.Of(uri) is not { } ascii
            || ascii.AsSpan().ContainsAny('*', '%'))
        {
            return false;
        }

        var name = uri.HostNameType == UriHostNameType.IPv6 ? $"[{ascii}]" : ascii;
        if (string.Equals(entry, name, StringComparison.OrdinalIgnoreCase))
        {
            host = ascii;
            return true;
        }

        if (uri.Port > 0 && string.Equals(entry, $"{name}:{uri.Port}", StringComparison.OrdinalIgnoreCase))
        {
            host = ascii;
            port = uri.Port;
            return true;
        }

        return false;
    }
}
