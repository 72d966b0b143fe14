using System.Reflection;
using MeshFunctions.Authorization.Requirements;
using Microsoft.AspNetCore.Authorization;

namespace MeshFunctions.Authorization.Rules;

/// <summary>The access attributes of one function: of its method and its class, inherited ones too.</summary>
internal sealed class AccessDeclaration
{
    private AccessDeclaration(object[] attributes)
    {
        Authorize = [.. attributes.OfType<IAuthorizeData>()];
        Mesh = [.. attributes.OfType<IMeshRequirementData>()];
        Requirements = [.. attributes.OfType<IAuthorizationRequirementData>().Where(data => data is not IMeshRequirementData)];
        AllowAnonymous = attributes.OfType<IAllowAnonymous>().Any();
    }

    public IReadOnlyList<IAuthorizeData> Authorize { get; }

    public IReadOnlyList<IMeshRequirementData> Mesh { get; }

    /// <summary>Attributes of the user's own that carry requirements.</summary>
    public IReadOnlyList<IAuthorizationRequirementData> Requirements { get; }

    public bool AllowAnonymous { get; }

    public bool IsEmpty => Authorize.Count == 0 && Mesh.Count == 0 && Requirements.Count == 0 && !AllowAnonymous;

    public static AccessDeclaration Of(MethodInfo method) => new(
    [
        .. (method.ReflectedType ?? method.DeclaringType)?.GetCustomAttributes(inherit: true) ?? [],
        .. method.GetCustomAttributes(inherit: true),
    ]);
}
