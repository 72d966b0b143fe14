using Microsoft.AspNetCore.Authorization;

namespace MeshFunctions.Authorization;

/// <summary>Decides <see cref="VouchedClaimRequirement"/>; the resource is the <see cref="MeshContext"/>.</summary>
internal sealed class VouchedClaimRequirementHandler : AuthorizationHandler<VouchedClaimRequirement, MeshContext>
{
    protected override Task HandleRequirementAsync(AuthorizationHandlerContext context, VouchedClaimRequirement requirement, MeshContext resource)
    {
        if (requirement.IsMetBy(resource))
        {
            context.Succeed(requirement);
        }

        return Task.CompletedTask;
    }
}
