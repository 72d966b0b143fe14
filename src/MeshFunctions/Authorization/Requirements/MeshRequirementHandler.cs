using Microsoft.AspNetCore.Authorization;

namespace MeshFunctions.Authorization.Requirements;

/// <summary>Decides <see cref="MeshRequirement"/>; the resource is the <see cref="MeshContext"/>.</summary>
internal sealed class MeshRequirementHandler : AuthorizationHandler<MeshRequirement, MeshContext>
{
    protected override Task HandleRequirementAsync(AuthorizationHandlerContext context, MeshRequirement requirement, MeshContext resource)
    {
        if (requirement.IsMetBy(resource))
        {
            context.Succeed(requirement);
        }

        return Task.CompletedTask;
    }
}
