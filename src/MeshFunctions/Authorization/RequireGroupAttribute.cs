using MeshFunctions.Authorization.Requirements;
using MeshFunctions.Tokens;
using Microsoft.AspNetCore.Authorization;

namespace MeshFunctions.Authorization;

/// <summary>
/// Admits callers whose token has one of the groups (<see cref="ValidatedToken.Groups"/>). Where the issuer left groups out because they were too many
/// (<see cref="ValidatedToken.HasGroupsOverage"/>), a group that is not among those told is not there: the answer is 403, and the audit event says why. Several groups in one attribute
/// are alternatives; several attributes must all hold. It counts as a declaration of access, demands a valid token and is not lifted by <see cref="AllowAnonymousAttribute"/>.
/// </summary>
/// <remarks>Without a valid token the answer is 401. Groups compare ordinally, in Entra by their object id; none at all, or an empty one, fails start-up.</remarks>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method, AllowMultiple = true, Inherited = true)]
public sealed class RequireGroupAttribute : Attribute, ITokenRequirementData
{
    private readonly string[] _groups;

    /// <summary>Demands one of <paramref name="groups"/>.</summary>
    /// <param name="groups">The groups admitted, at least one.</param>
    public RequireGroupAttribute(params string[] groups)
    {
        ArgumentNullException.ThrowIfNull(groups);
        _groups = [.. groups];
    }

    /// <summary>The groups admitted.</summary>
    public IReadOnlyList<string> Groups => _groups;

    /// <summary>
    /// The issuer whose tokens count: its name in <c>MeshFunctions:Tokens:Issuers</c> (case does not count), or its exact <c>iss</c>, which tells the tenants of one entry apart.
    /// Default: null, any. One that is not configured fails start-up.
    /// </summary>
    public string? Issuer { get; set; }

    /// <inheritdoc />
    public IEnumerable<IAuthorizationRequirement> GetRequirements() => [new GroupRequirement(_groups, Issuer)];

    /// <inheritdoc />
    IEnumerable<string> ITokenRequirementData.Errors(TokensOptions tokens) => IssuerChoice.Errors("RequireGroup", Issuer, tokens);

    /// <inheritdoc />
    IEnumerable<string> IMeshRequirementData.Errors()
    {
        if (_groups.Length == 0 || _groups.Any(string.IsNullOrEmpty))
        {
            yield return "[RequireGroup] names no group, or an empty one; give at least one";
        }
    }
}
