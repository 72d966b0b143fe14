namespace MeshFunctions.Trust;

/// <summary>One hop that may stand before this app, at <c>MeshFunctions:Hops:{name}</c>.</summary>
public sealed class HopOptions
{
    /// <summary>How the hop proves itself. Required.</summary>
    public HopProof? Proof { get; set; }

    /// <summary>The identity headers that the hop sets, having removed its clients' own. Default: none, so that the hop makes no peer.</summary>
    public IList<IdentitySource> Sets { get; } = [];

    /// <summary>For <see cref="HopProof.SharedKey"/>: name of the Key Vault secret that holds the key (1 to 127 letters, digits, hyphens). Each hop has its own.</summary>
    public string? KeySecret { get; set; }
}
