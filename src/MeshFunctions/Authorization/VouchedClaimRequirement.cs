using Microsoft.AspNetCore.Authorization;

namespace MeshFunctions.Authorization;

/// <summary>A proven hop vouches for the claim: any value where <paramref name="values"/> is empty, otherwise one of them; ordinal.</summary>
internal sealed class VouchedClaimRequirement(string type, IReadOnlyList<string> values) : IAuthorizationRequirement
{
    public bool IsMetBy(MeshContext mesh)
    {
        foreach (var identity in mesh.Vouched)
        {
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

    public override string ToString() => "RequireVouchedClaim";
}
