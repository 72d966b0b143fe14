using MeshFunctions.Authorization.Requirements;
using MeshFunctions.Tokens;
using Microsoft.AspNetCore.Authorization;

namespace MeshFunctions.Authorization;

/// <summary>
/// Admits only requests within a transaction (<see cref="MeshContext.Transaction"/>): a proven hop brought a valid transaction token. Several scopes in one attribute are alternatives, none
/// means any; several attributes must all hold. It counts as a declaration of access, demands no caller, and is not lifted by <see cref="AllowAnonymousAttribute"/>. A transaction token authorises
/// a transaction and says nothing of who sends it: combine it with <see cref="RequirePeerAttribute"/> or <c>[Authorize]</c>.
/// </summary>
/// <remarks>
/// Where neither caller, peer, vouched user nor transaction is known the answer is 401, with any of them 403; 503 with <c>Retry-After</c> where the service's keys cannot be had. It fails
/// start-up where no issuer of <see cref="IssuerKind.Transaction"/> is configured.
/// </remarks>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method, AllowMultiple = true, Inherited = true)]
public sealed class RequireTransactionAttribute : Attribute, ITokenRequirementData
{
    private readonly string[] _scopes;

    /// <summary>Demands a transaction for one of <paramref name="scopes"/>.</summary>
    /// <param name="scopes">The scopes admitted; ordinal. None admits any transaction.</param>
    public RequireTransactionAttribute(params string[] scopes)
    {
        ArgumentNullException.ThrowIfNull(scopes);
        _scopes = [.. scopes];
    }

    /// <summary>The scopes admitted; empty where any is.</summary>
    public IReadOnlyList<string> Scopes => _scopes;

    /// <summary>The service whose tokens count: its name in <c>MeshFunctions:Tokens:Issuers</c> (case does not count). Default: null, any of <see cref="IssuerKind.Transaction"/>.</summary>
    public string? Issuer { get; set; }

    /// <inheritdoc />
    public IEnumerable<IAuthorizationRequirement> GetRequirements() => [new TransactionRequirement(_scopes, Issuer)];

    /// <inheritdoc />
    IEnumerable<string> IMeshRequirementData.Errors()
    {
        if (_scopes.Any(static scope => string.IsNullOrEmpty(scope) || scope.Contains(' ', StringComparison.Ordinal)))
        {
            yield return "[RequireTransaction] has an empty scope or one with a space in it; give each scope as a string of its own, or none for any";
        }
    }

    /// <inheritdoc />
    IEnumerable<string> ITokenRequirementData.Errors(TokensOptions tokens)
    {
        List<string> services = [.. tokens.Issuers.Where(static issuer => issuer.Value.Kind == IssuerKind.Transaction).Select(static issuer => issuer.Key)];
        if (services.Count == 0)
        {
            yield return "[RequireTransaction] could never hold: no issuer below MeshFunctions:Tokens:Issuers has Kind Transaction";
        }
        else if (Issuer is not null && !services.Contains(Issuer, StringComparer.OrdinalIgnoreCase))
        {
            yield return $"[RequireTransaction(Issuer = \"{Issuer}\")] names no issuer of Kind Transaction; permitted: {string.Join(", ", services)}";
        }
    }
}
