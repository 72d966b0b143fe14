using System.Collections.Immutable;
using MeshFunctions.Headers;

namespace MeshFunctions.Identity;

/// <summary>The trust domains whose workloads may be peers.</summary>
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

    public bool Contains(ReadOnlySpan<char> trustDomain)
    {
        foreach (var name in _names)
        {
            if (trustDomain.SequenceEqual(name))
            {
                return true;
            }
        }

        return false;
    }
}
