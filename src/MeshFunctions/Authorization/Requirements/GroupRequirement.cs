namespace MeshFunctions.Authorization.Requirements;

/// <summary>The caller is in one of the groups, as far as the token tells. Where it leaves groups out, membership is unknown, which is not enough (T35).</summary>
internal sealed class GroupRequirement(IReadOnlyList<string> groups, string? issuer) : MeshRequirement
{
    public override bool DemandsCaller => true;

    public override bool IsMetBy(MeshContext mesh)
    {
        if (mesh.Caller?.Token is not { } token || !IssuerChoice.Admits(issuer, token))
        {
            return false;
        }

        foreach (var group in token.Groups)
        {
            if (groups.Contains(group, StringComparer.Ordinal))
            {
                return true;
            }
        }

        return false;
    }

    public override string Describe(MeshContext mesh) => mesh.Caller?.Token.HasGroupsOverage == true ? "group; the token leaves groups out" : "group";
}
