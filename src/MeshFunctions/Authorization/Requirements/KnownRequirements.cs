using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Infrastructure;

namespace MeshFunctions.Authorization.Requirements;

/// <summary>Requirements whose outcome follows from the <see cref="MeshContext"/> alone.</summary>
internal static class KnownRequirements
{
    /// <summary>Whether all are known and hold; false says nothing about why.</summary>
    public static bool Hold(IReadOnlyList<IAuthorizationRequirement> requirements, MeshContext mesh)
    {
        for (var index = 0; index < requirements.Count; index++)
        {
            if (!Holds(requirements[index], mesh))
            {
                return false;
            }
        }

        // No requirement at all is none that is met, as ASP.NET Core has it.
        return requirements.Count > 0;
    }

    // The platform's by their exact type: a derived one may demand more.
    private static bool Holds(IAuthorizationRequirement requirement, MeshContext mesh) => requirement switch
    {
        MeshRequirement own => own.IsMetBy(mesh),
        DenyAnonymousAuthorizationRequirement => requirement.GetType() == typeof(DenyAnonymousAuthorizationRequirement) && mesh.Caller is not null,
        RolesAuthorizationRequirement roles => requirement.GetType() == typeof(RolesAuthorizationRequirement) && mesh.Caller is { } caller && roles.AllowedRoles.Any(caller.Principal.IsInRole),
        _ => false,
    };
}
