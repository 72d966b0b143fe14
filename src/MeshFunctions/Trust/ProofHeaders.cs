using System.Collections.Immutable;
using MeshFunctions.Headers;

namespace MeshFunctions.Trust;

/// <summary>The headers that prove a hop. They are secrets or can be replayed, so nothing after the trust stage sees them.</summary>
internal static class ProofHeaders
{
    public static readonly ImmutableArray<MeshHeader> All =
        [.. HeaderRule.All.Where(rule => rule.Kind == HeaderKind.Proof).Select(rule => rule.Header.GetValueOrDefault())];

    public static readonly ImmutableArray<string> Names = [.. All.Select(header => HeaderRule.Of(header).Name)];

    public static void Remove(IHeaderFields fields)
    {
        ArgumentNullException.ThrowIfNull(fields);
        foreach (var name in Names)
        {
            fields.Remove(name);
        }
    }
}
