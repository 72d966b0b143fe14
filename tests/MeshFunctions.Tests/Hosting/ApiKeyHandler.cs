using System.Security.Claims;
using MeshFunctions.Authorization;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Infrastructure;

namespace MeshFunctions.Tests.Hosting;

/// <summary>A handler as teams write them: scoped, with the scoped context, changing the user in place.</summary>
public sealed class ApiKeyHandler(MeshContext mesh) : AuthorizationHandler<DenyAnonymousAuthorizationRequirement>
{
    /// <summary>The one key.</summary>
    public const string Key = "key-of-a-partner";

    /// <inheritdoc />
    protected override Task HandleRequirementAsync(AuthorizationHandlerContext context, DenyAnonymousAuthorizationRequirement requirement)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (string.Equals(mesh.RequestId, Key, StringComparison.Ordinal))
        {
            context.User.AddIdentity(new ClaimsIdentity("ApiKey"));
        }

        if (context.User.Identities.Any(identity => identity.IsAuthenticated))
        {
            context.Succeed(requirement);
        }

        return Task.CompletedTask;
    }
}
