namespace MeshFunctions.Authorization.Requirements;

/// <summary>A proven hop, that named <paramref name="hop"/> where one is, vouches for the claim: any value where <paramref name="values"/> is empty, otherwise one of them; ordinal.</summary>
internal sealed class VouchedClaimRequirement(string? hop, string type, IReadOnlyList<string> values) : MeshRequirement
{
    public override bool IsMetBy(MeshContext mesh)
    {
        foreach (var identity in mesh.Vouched)
        {
            if (hop is not null && !string.Equals(identity.HopName, hop, StringComparison.OrdinalIgnoreCase))
            {
                continue;
            }

            foreach (var value in identity.Values(type))
            {
                if (values.Count == 0 || values.Contains(value, StringComparer.Ordinal))
                {
                    return true;
                }
            }
        }

        return false;
    }

    public override string Describe(MeshContext mesh) => "RequireVouchedClaim";
}
