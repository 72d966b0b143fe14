using MeshFunctions.Tokens;

namespace MeshFunctions.Authorization.Requirements;

/// <summary>A person's token has one of the scopes; a program's own has one of the roles.</summary>
internal sealed class ScopeOrAppRoleRequirement(IReadOnlyList<string> scopes, IReadOnlyList<string> roles, string? issuer) : MeshRequirement
{
    /// <summary>What is missing where a person's token has none of the scopes.</summary>
    public const string Scope = "scope";

    public override bool DemandsCaller => true;

    public string? FirstScope => scopes.Count == 0 ? null : scopes[0];

    public override bool IsMetBy(MeshContext mesh) => mesh.Caller?.Token is { } token && IssuerChoice.Admits(issuer, token) && (token.SubjectKind == SubjectKind.Workload
        ? HasOneOf(token.Roles, roles)
        : HasOneOf(token.Scopes, scopes));

    public override string Describe(MeshContext mesh) => mesh.Caller?.Token.SubjectKind == SubjectKind.Workload ? "app role" : Scope;

    private static bool HasOneOf(IReadOnlyList<string> held, IReadOnlyList<string> wanted)
    {
        foreach (var one in held)
        {
            if (wanted.Contains(one, StringComparer.Ordinal))
            {
                return true;
            }
        }

        return false;
    }
}
