using System.Security.Claims;

namespace MeshFunctions.Tokens;

/// <summary>
/// A claims identity that looks claims up by their exact name (the framework's own ignores case, so that a claim <c>Roles</c>
/// which nobody configured would grant roles).
/// </summary>
internal sealed class TokenIdentity : ClaimsIdentity
{
    /// <summary>Claims of this name are the token's roles, wherever in the token they stood.</summary>
    public const string RoleClaim = "roles";

    /// <summary>The claim that <see cref="ClaimsIdentity.Name"/> shows.</summary>
    public const string NameClaim = "sub";

    public TokenIdentity(string authenticationType)
        : base(claims: null, authenticationType, NameClaim, RoleClaim)
    {
    }

    private TokenIdentity(TokenIdentity other)
        : base(other)
    {
    }

    public override ClaimsIdentity Clone() => new TokenIdentity(this);

    public override Claim? FindFirst(string type) => FindFirst(claim => string.Equals(claim.Type, type, StringComparison.Ordinal));

    public override IEnumerable<Claim> FindAll(string type) => FindAll(claim => string.Equals(claim.Type, type, StringComparison.Ordinal));

    public override bool HasClaim(string type, string value) => HasClaim(
        claim => string.Equals(claim.Type, type, StringComparison.Ordinal) && string.Equals(claim.Value, value, StringComparison.Ordinal));
}
