using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Infrastructure;

namespace MeshFunctions.Authorization;

/// <summary>Short names of failed requirements, for the audit event and the problem body; never what would have passed.</summary>
internal static class RequirementNames
{
    public static string Describe(AuthorizationFailure failure)
    {
        foreach (var requirement in failure.FailedRequirements)
        {
            return Describe(requirement);
        }

        return "policy";
    }

    private static string Describe(IAuthorizationRequirement requirement) => requirement switch
    {
        PeerRequirement => "RequirePeer",
        VouchedClaimRequirement => "RequireVouchedClaim",
        RolesAuthorizationRequirement => "role",
        DenyAnonymousAuthorizationRequirement => "authenticated caller",
        ClaimsAuthorizationRequirement => "claim",
        _ => requirement.GetType().Name,
    };
}
