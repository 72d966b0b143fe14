namespace MeshFunctions.Trust;

/// <summary>One header by which a hop forwards a claim about the user, at <c>MeshFunctions:Hops:{name}:ClaimHeaders:{n}</c>.</summary>
public sealed class ClaimHeaderOptions
{
    /// <summary>Name of the header: 1 to 64 letters, digits and hyphens, none that has a meaning already. Required.</summary>
    public string? Header { get; set; }

    /// <summary>Type of the claim that it makes, such as <c>groups</c>; 1 to 256 characters, compared ordinally. Required.</summary>
    public string? Claim { get; set; }

    /// <summary>
    /// What stands between several values: one of <c>,</c> <c>;</c> <c>|</c> or a space. Default: none, so that the header holds one value. Only with <c>,</c> may
    /// the header occur several times or hold a comma.
    /// </summary>
    public string? Separator { get; set; }
}
