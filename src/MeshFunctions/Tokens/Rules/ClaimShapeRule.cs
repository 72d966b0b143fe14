namespace MeshFunctions.Tokens.Rules;

/// <summary>T34: the configured role, scope and group claims, and only they, are strings or arrays of strings.</summary>
internal sealed class ClaimShapeRule : ITokenRule
{
    public TokenError Check(in TokenView token)
    {
        var issuer = token.Issuer;
        var wellFormed = AreWellFormed(token, issuer.RoleClaims, ClaimStrings.Whole)
            && AreWellFormed(token, issuer.ScopeClaims, ClaimStrings.SpaceSeparated)
            && AreWellFormed(token, issuer.GroupClaims, ClaimStrings.Whole);
        return wellFormed ? TokenError.None : TokenError.ClaimInvalid;
    }

    private static bool AreWellFormed(in TokenView token, ClaimPath[] paths, ClaimStrings strings)
    {
        foreach (var path in paths)
        {
            if (!path.TryResolve(token.Payload, out var value) || !strings.IsWellFormed(value))
            {
                return false;
            }
        }

        return true;
    }
}
