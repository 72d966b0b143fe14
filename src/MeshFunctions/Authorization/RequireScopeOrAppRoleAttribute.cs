using MeshFunctions.Authorization.Requirements;
using MeshFunctions.Tokens;
using Microsoft.AspNetCore.Authorization;

namespace MeshFunctions.Authorization;

/// <summary>
/// Admits callers whose token was given for this: a person's (or of an issuer that does not say, <see cref="SubjectKind.Unknown"/>) with one of the scopes, a program's own with one of the app roles.
/// A person's roles are no app roles, and a program's token has no scopes. Several attributes must all hold. It counts as a declaration of access, demands a valid token
/// and is not lifted by <see cref="AllowAnonymousAttribute"/>.
/// </summary>
/// <remarks>Without a valid token the answer is 401; with one that lacks both it is 403 with <c>insufficient_scope</c> (RFC 6750 §3.1). Values compare ordinally; none at all, or an empty one, fails start-up.</remarks>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method, AllowMultiple = true, Inherited = true)]
public sealed class RequireScopeOrAppRoleAttribute : Attribute, ITokenRequirementData
{
    private readonly string[] _scopes;

    /// <summary>Demands one of <paramref name="scopes"/>, or an app role of the same name unless <see cref="AppRoles"/> says otherwise.</summary>
    /// <param name="scopes">The scopes admitted; ordinal, at least one.</param>
    public RequireScopeOrAppRoleAttribute(params string[] scopes)
    {
        ArgumentNullException.ThrowIfNull(scopes);
        _scopes = [.. scopes];
    }

    /// <summary>The scopes admitted.</summary>
    public IReadOnlyList<string> Scopes => _scopes;

    /// <summary>The app roles admitted; ordinal. Default: null, the same as <see cref="Scopes"/>. An empty list admits no program.</summary>
    public string[]? AppRoles { get; set; }

    /// <summary>
    /// The issuer whose tokens count: its name in <c>MeshFunctions:Tokens:Issuers</c> (case does not count), or its exact <c>iss</c>, which tells the tenants of one entry apart.
    /// Default: null, any. One that is not configured fails start-up.
    /// </summary>
    public string? Issuer { get; set; }

    /// <inheritdoc />
    public IEnumerable<IAuthorizationRequirement> GetRequirements() => [new ScopeOrAppRoleRequirement(_scopes, [.. AppRoles ?? _scopes], Issuer)];

    /// <inheritdoc />
    IEnumerable<string> ITokenRequirementData.Errors(TokensOptions tokens) => IssuerChoice.Errors("RequireScopeOrAppRole", Issuer, tokens);

    /// <inheritdoc />
    IEnumerable<string> IMeshRequirementData.Errors()
    {
        if (_scopes.Length == 0 && AppRoles is not { Length: > 0 })
        {
            yield return "[RequireScopeOrAppRole] names nothing; give at least one scope, or AppRoles";
        }

        if (_scopes.Concat(AppRoles ?? []).Any(static name => string.IsNullOrEmpty(name) || name.Contains(' ', StringComparison.Ordinal)))
        {
            yield return "[RequireScopeOrAppRole] has an empty name or one with a space in it; give each scope as a string of its own";
        }
    }
}
