using MeshFunctions.Tokens;

namespace MeshFunctions.Authorization.Requirements;

/// <summary>The caller is one of the named programs, by a token of that issuer where one is named; names in canonical form.</summary>
internal sealed class CallerRequirement(IReadOnlyList<string> names, string? issuer) : MeshRequirement
{
    public override bool DemandsCaller => true;

    public override bool IsMetBy(MeshContext mesh)
    {
        if (mesh.Caller?.Token is not { SubjectKind: SubjectKind.Workload } token || !IssuerChoice.Admits(issuer, token))
        {
            return false;
        }

        foreach (var name in token.WorkloadNames)
        {
            if (names.Contains(name, StringComparer.Ordinal))
            {
                return true;
            }
        }

        return false;
    }

    public override string Describe(MeshContext mesh) => "RequireCaller";
}
