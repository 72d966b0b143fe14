using System.Collections.Immutable;
using System.Net.Http.Headers;
using MeshFunctions.Headers;

namespace MeshFunctions.Trust;

/// <summary>The headers that prove a hop. They are secrets or can be replayed, so nothing after the trust stage sees them.</summary>
internal static class ProofHeaders
{
    public static readonly ImmutableArray<MeshHeader> All =
        [.. HeaderRule.All.Where(rule => rule.Kind == HeaderKind.Proof).Select(rule => rule.Header)];

    public static readonly ImmutableArray<string> Names = [.. All.Select(header => HeaderRule.Of(header).Name)];

    public static void Remove(HttpHeaders headers)
    {
        ArgumentNullException.ThrowIfNull(headers);
        foreach (var name in Names)
        {
            headers.Remove(name);
        }
    }
}
