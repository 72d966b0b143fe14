using MeshFunctions.Authorization.Requirements;
using MeshFunctions.Tokens;
using Microsoft.AspNetCore.Authorization;

namespace MeshFunctions.Authorization;

/// <summary>
/// Admits only callers that are one of the named programs: managed identities, applications, service accounts, SPIFFE workloads. Several names in one attribute
/// are alternatives; several attributes must all hold. It counts as a declaration of access, demands a valid token and is not lifted by
/// <see cref="AllowAnonymousAttribute"/>. A person's token never meets it, nor does a peer.
/// </summary>
/// <remarks>
/// Without a valid token the answer is 401; with that of somebody else it is 403 (T42). A name that no token could have fails start-up.
/// </remarks>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method, AllowMultiple = true, Inherited = true)]
public sealed class RequireCallerAttribute : Attribute, ITokenRequirementData
{
    private readonly string[] _names;

    /// <summary>Demands one of the programs <paramref name="names"/>.</summary>
    /// <param name="names">
    /// Whole names as <see cref="ValidatedToken.WorkloadNames"/> has them, at least one: <c>oid:{object id}</c> (the safest: it is never given twice), <c>client:{client id}</c>,
    /// <c>/subscriptions/…/userAssignedIdentities/{name}</c> (a managed identity's resource id, in any case), <c>kubernetes:{namespace}/{account}</c>, <c>spiffe://…</c>.
    /// All but resource ids are compared ordinally.
    /// </param>
    public RequireCallerAttribute(params string[] names)
    {
        ArgumentNullException.ThrowIfNull(names);
        _names = [.. names];
    }

    /// <summary>The programs admitted.</summary>
    public IReadOnlyList<string> Names => _names;

    /// <summary>
    /// The issuer whose tokens count: its name in <c>MeshFunctions:Tokens:Issuers</c> (case does not count), or its exact <c>iss</c>, which tells the tenants of one entry apart.
    /// Default: null, any. One that is not configured fails start-up, and so does none where a client id or a service account could be that of several tenants or clusters.
    /// </summary>
    public string? Issuer { get; set; }

    /// <inheritdoc />
    public IEnumerable<IAuthorizationRequirement> GetRequirements() => [new CallerRequirement([.. _names.Select(WorkloadNames.Canonical)], Issuer)];

    /// <inheritdoc />
    IEnumerable<string> ITokenRequirementData.Errors(TokensOptions tokens) =>
    [
        .. IssuerChoice.Errors("RequireCaller", Issuer, tokens),
        .. _names.Where(name => IssuerChoice.IsAmbiguous(name, Issuer, tokens)).Select(static name =>
            $"[RequireCaller(\"{name}\")] is a name that several tenants or clusters of the configured issuers may give; permitted: Issuer with the exact iss of one"),
    ];

    /// <inheritdoc />
    IEnumerable<string> IMeshRequirementData.Errors()
    {
        if (_names.Length == 0)
        {
            yield return "[RequireCaller] names no program; give at least one, such as oid:00000000-0000-0000-0000-000000000000";
        }

        foreach (var name in _names)
        {
            if (!CallerName.IsValid(name))
            {
                yield return $"[RequireCaller(\"{name}\")] does not name a program; permitted: oid:guid and client:guid in lower case, /subscriptions/… of a managed identity, "
                    + "kubernetes:namespace/account, spiffe://trust-domain/path";
            }
        }
    }
}
