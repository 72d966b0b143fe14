using System.Security.Claims;
using Microsoft.AspNetCore.Authorization;

namespace MeshFunctions.Tests.Hosting;

/// <summary>An authorization service of the app's own that lets nobody in.</summary>
public sealed class VetoingService : IAuthorizationService
{
    public Task<AuthorizationResult> AuthorizeAsync(ClaimsPrincipal user, object? resource, IEnumerable<IAuthorizationRequirement> requirements) =>
        Task.FromResult(AuthorizationResult.Failed());

    public Task<AuthorizationResult> AuthorizeAsync(ClaimsPrincipal user, object? resource, string policyName) => Task.FromResult(AuthorizationResult.Failed());
}
