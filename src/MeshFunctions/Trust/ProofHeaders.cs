using System.Collections.Immutable;
using MeshFunctions.Headers;

namespace MeshFunctions.Trust;

/// <summary>The headers that prove a hop. They are secrets or can be replayed, so nothing after the trust stage sees them.</summary>
internal static class ProofHeaders
{
    public static readonly ImmutableArray<HeaderRule> All = [.. HeaderRule.All.Where(static rule => rule.Kind == HeaderKind.Proof)];

    /// <summary>Removes those that <paramref name="headers"/> found in <paramref name="fields"/>.</summary>
    public static void Remove(IHeaderFields fields, RequestHeaders headers)
    {
        ArgumentNullException.ThrowIfNull(fields);
        ArgumentNullException.ThrowIfNull(headers);
        for (var index = 0; index < All.Length; index++)
        {
            if (headers.HasProof(All[index]))
            {
                fields.Remove(All[index].Name);
            }
        }
    }
}
