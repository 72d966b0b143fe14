using System.Collections.Immutable;
using MeshFunctions.Headers;

namespace MeshFunctions.Identity;

/// <summary>The SPIFFE trust domains whose workloads may be peers.</summary>
internal sealed class TrustDomains(IEnumerable<string> names)
{
    private readonly ImmutableArray<string> _names = [.. names];

    public bool Contains(SpiffeId id)
    {
        foreach (var name in _names)
        {
            if (id.IsIn(name))
            {
                return true;
            }
        }

        return false;
    }
}
