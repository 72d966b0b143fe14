using MeshFunctions.Trust;

namespace MeshFunctions.Identity.Peers;

/// <summary>Who gives this app's peers their names: the configured trust domains, and Dapr, whose names tell none.</summary>
internal sealed class PeerAuthorities(IEnumerable<HopOptions> hops, IEnumerable<string> trustDomains)
{
    private readonly HashSet<IdentitySource> _families = [.. hops.SelectMany(static hop => hop.Sets)];
    private readonly HashSet<string> _trustDomains = new(trustDomains, StringComparer.Ordinal);

    public bool HasDapr => _families.Contains(IdentitySource.Dapr);

    /// <summary>In how many of them the same namespace could be somebody else's: a Linkerd and a SPIFFE mesh are two, even where both call their trust domain <c>cluster.local</c>.</summary>
    public int Count => (HasDapr ? 1 : 0) + (Meshes * _trustDomains.Count);

    private int Meshes
    {
        get
        {
            var linkerd = _families.Contains(IdentitySource.Linkerd) ? 1 : 0;
            var spiffe = TrustDomainsValidator.Named.Any(source => source != IdentitySource.Linkerd && _families.Contains(source)) ? 1 : 0;
            return linkerd + spiffe == 0 && !HasDapr ? 1 : linkerd + spiffe;
        }
    }

    public bool Knows(string trustDomain) => _trustDomains.Contains(trustDomain);
}
