using Microsoft.AspNetCore.Authorization;

namespace MeshFunctions.Authorization;

/// <summary>Decides <see cref="PeerRequirement"/>; the resource is the <see cref="MeshContext"/>.</summary>
internal sealed class PeerRequirementHandler : AuthorizationHandler<PeerRequirement, MeshContext>
{
    protected override Task HandleRequirementAsync(AuthorizationHandlerContext context, PeerRequirement requirement, MeshContext resource)
    {
        if (requirement.IsMetBy(resource))
        {
            context.Succeed(requirement);
        }

        return Task.CompletedTask;
    }
}
