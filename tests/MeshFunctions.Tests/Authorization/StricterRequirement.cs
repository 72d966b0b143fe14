using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Infrastructure;

namespace MeshFunctions.Tests.Authorization;

/// <summary>Somebody, and somebody in particular: more than what it derives from.</summary>
internal sealed class StricterRequirement : DenyAnonymousAuthorizationRequirement
{
    protected override Task HandleRequirementAsync(AuthorizationHandlerContext context, DenyAnonymousAuthorizationRequirement requirement) => Task.CompletedTask;
}
