using MeshFunctions.Authorization.Requirements;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.DependencyInjection;

namespace MeshFunctions.Authorization.Decisions;

/// <summary>
/// Asks ASP.NET Core's authorization service, except where that would only repeat what is known: its parts are made anew for each request, and cost more than the decision.
/// Whatever is not known to hold is for the service to judge.
/// </summary>
internal sealed class Authorizer(StockAuthorization stock)
{
    /// <summary>Whether all requirements are met.</summary>
    /// <param name="services">Those of the invocation, so that scoped handlers are scoped.</param>
    /// <param name="mesh">The resource; its user is who is judged.</param>
    /// <param name="requirements">At least one.</param>
    public ValueTask<AuthorizationResult> AuthorizeAsync(IServiceProvider services, MeshContext mesh, IReadOnlyList<IAuthorizationRequirement> requirements) =>
        stock.Decides(services) && KnownRequirements.Hold(requirements, mesh)
            ? new(AuthorizationResult.Success())
            : new(services.GetRequiredService<IAuthorizationService>().AuthorizeAsync(mesh.User, mesh, requirements));
}
