using MeshFunctions.Trust;

namespace MeshFunctions.Identity;

/// <summary>Who gives this app's peers their names: the configured trust domains, and Dapr, whose names tell none.</summary>
internal sealed class PeerAuthorities(IEnumerable<HopOptions> hops, IEnumerable<string> trustDomains)
{
    private readonly HashSet<IdentitySource> _families = [.. hops.SelectMany(static hop => hop.Sets)];
    private readonly HashSet<string> _trustDomains = new(trustDomains, StringComparer.Ordinal);

    public bool HasDapr => _families.Contains(IdentitySource.Dapr);

    /// <summary>In how many of them the same namespace could be somebody else's.</summary>
    public int Count => HasDapr ? 1 + (_families.Overlaps(TrustDomainsValidator.Named) ? _trustDomains.Count : 0) : _trustDomains.Count;

    public bool Knows(string trustDomain) => _trustDomains.Contains(trustDomain);
}
