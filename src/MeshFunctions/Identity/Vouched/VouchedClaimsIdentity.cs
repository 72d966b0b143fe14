using System.Security.Claims;

namespace MeshFunctions.Identity.Vouched;

/// <summary>Vouched claims as an identity of the framework that looks claims up by their exact type (the framework's own ignores case).</summary>
internal sealed class VouchedClaimsIdentity : ClaimsIdentity
{
    public VouchedClaimsIdentity(VouchedIdentity vouched)
        : base(claims: null, VouchedIdentity.AuthenticationType, vouched.NameType, vouched.RoleType)
    {
        Label = vouched.ToString();
        var issuer = "hop:" + vouched.HopName;
        foreach (var claim in vouched.Claims)
        {
            AddClaim(new Claim(claim.Type, claim.Value, ClaimValueTypes.String, issuer));
        }
    }

    private VouchedClaimsIdentity(VouchedClaimsIdentity other)
        : base(other)
    {
    }

    public override ClaimsIdentity Clone() => new VouchedClaimsIdentity(this);

    public override Claim? FindFirst(string type) => FindFirst(claim => IsOfType(claim, type));

    public override IEnumerable<Claim> FindAll(string type) => FindAll(claim => IsOfType(claim, type));

    public override bool HasClaim(string type, string value) =>
        HasClaim(claim => IsOfType(claim, type) && string.Equals(claim.Value, value, StringComparison.Ordinal));

    private static bool IsOfType(Claim claim, string type) => string.Equals(claim.Type, type, StringComparison.Ordinal);
}
