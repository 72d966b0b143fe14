using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Infrastructure;

namespace MeshFunctions.Authorization.Requirements;

/// <summary>Short names of failed requirements, for the audit event and the problem body; never what would have passed.</summary>
internal static class RequirementNames
{
    public static string Describe(AuthorizationFailure failure, MeshContext mesh)
    {
        foreach (var requirement in failure.FailedRequirements)
        {
            return Describe(requirement, mesh);
        }

        return "policy";
    }

    private static string Describe(IAuthorizationRequirement requirement, MeshContext mesh) => requirement switch
    {
        MeshRequirement ours => ours.Describe(mesh),
        RolesAuthorizationRequirement => "role",
        DenyAnonymousAuthorizationRequirement => "authenticated caller",
        ClaimsAuthorizationRequirement => "claim",
        _ => requirement.GetType().Name,
    };
}
