using MeshFunctions.Headers;
using MeshFunctions.Tracing;

namespace MeshFunctions.Outbound;

/// <summary>The rules of <see cref="OutboundClientOptions"/> by themselves; what a client needs is for <see cref="OutboundClient"/>.</summary>
internal static class OutboundClientOptionsValidator
{
    public static void Validate(IEnumerable<KeyValuePair<string, OutboundClientOptions>> clients, string path, ICollection<string> errors)
    {
        foreach (var (name, options) in clients.OrderBy(static client => client.Key, StringComparer.Ordinal))
        {
            Validate(options, $"{path}:{name}", errors);
        }
    }

    public static void Validate(OutboundClientOptions options, string path, ICollection<string> errors)
    {
        for (var index = 0; index < options.Hosts.Count; index++)
        {
            if (!HostList.TryParse(options.Hosts[index], out _, out _))
            {
                errors.Add($"{path}:Hosts:{index}: is no host; permitted: host or host:port, without scheme, path or wildcard.");
            }
        }

        TraceFormats.Validate(options.Formats, TraceFormats.Outbound, $"{path}:Formats", errors);
        if (options.Peer is { } peer && !(SpiffeId.TryParse(peer, out var id) && id.Path.Length > 0))
        {
            errors.Add($"{path}:Peer: is no workload's SPIFFE id; permitted: such as spiffe://mesh.local/ns/shop/sa/inventory.");
        }

        if (options.Scope is { } scope && !IsScope(scope))
        {
            errors.Add($"{path}:Scope: is no scope; permitted: one scope such as api://inventory/.default.");
        }
    }

    /// <summary>One scope-token of RFC 6749 §3.3.</summary>
    internal static bool IsScope(string scope) =>
        scope.Length > 0 && scope.All(static character => character is > ' ' and <= '~' and not ('"' or '\\'));
}
