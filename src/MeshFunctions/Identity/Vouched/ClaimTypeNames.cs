using System.Security.Claims;

namespace MeshFunctions.Identity.Vouched;

/// <summary>Which claims of an identity are the user's name and roles.</summary>
/// <param name="Name">The type of the name's claim.</param>
/// <param name="Role">The type of the roles' claims.</param>
internal readonly record struct ClaimTypeNames(string Name, string Role)
{
    /// <summary>As JWTs name them.</summary>
    public static readonly ClaimTypeNames OfTokens = new("sub", "roles");

    /// <summary>As the framework names them, which App Service means where it says nothing.</summary>
    public static readonly ClaimTypeNames OfFramework = new(ClaimsIdentity.DefaultNameClaimType, ClaimsIdentity.DefaultRoleClaimType);
}
