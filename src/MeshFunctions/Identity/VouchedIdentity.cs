using System.Collections.Immutable;
using System.Security.Claims;
using MeshFunctions.Identity.Vouched;
using MeshFunctions.Trust;

namespace MeshFunctions.Identity;

/// <summary>
/// What one source of a proven hop says about the user: vouched for by that hop, not validated here. It stands beside the caller and is never part of it:
/// <c>[Authorize]</c>, roles, scopes and <c>HttpContext.User</c> do not see it; only a policy that asks for vouched claims does. Immutable.
/// </summary>
public sealed class VouchedIdentity
{
    /// <summary>Most claims that one source may make; more are answered with 431.</summary>
    public const int MaxClaims = 256;

    /// <summary>The authentication type of <see cref="CreateIdentity"/>: <c>Vouched</c>, which is no authentication scheme.</summary>
    public const string AuthenticationType = "Vouched";

    private readonly ImmutableArray<VouchedClaim> _claims;

    internal VouchedIdentity(string hopName, IdentitySource source, string sourceName, ImmutableArray<VouchedClaim> claims, ClaimTypeNames types)
    {
        HopName = hopName;
        Source = source;
        SourceName = sourceName;
        NameType = types.Name;
        RoleType = types.Role;
        _claims = claims;
    }

    /// <summary>Name of the hop that vouches, as configured.</summary>
    public string HopName { get; }

    /// <summary>The kind of source.</summary>
    public IdentitySource Source { get; }

    /// <summary>Name of the source: that of <see cref="Source"/>, and for <see cref="IdentitySource.Custom"/> the one it registered under.</summary>
    public string SourceName { get; }

    /// <summary>The type of the claim that holds the user's name.</summary>
    public string NameType { get; }

    /// <summary>The type of the claims that hold the user's roles as the hop knows them. They are none of <see cref="CallerIdentity.Roles"/>.</summary>
    public string RoleType { get; }

    /// <summary>The claims in the order of the source; a claim with several values occurs several times. At most <see cref="MaxClaims"/>.</summary>
    public IReadOnlyList<VouchedClaim> Claims => _claims;

    /// <summary>The first claim of type <see cref="NameType"/>; <see langword="null"/> where there is none.</summary>
    public string? Name => Values(NameType).FirstOrDefault();

    /// <summary>The values of a claim.</summary>
    /// <param name="type">The claim's type, ordinal. For <see cref="IdentitySource.EasyAuth"/> the short (<c>oid</c>) and the long name (<c>http://schemas.microsoft.com/identity/claims/objectidentifier</c>) find the same claims.</param>
    /// <returns>The values in order; none where there is no such claim.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="type"/> is null.</exception>
    public IEnumerable<string> Values(string type)
    {
        ArgumentNullException.ThrowIfNull(type);
        var other = Source == IdentitySource.EasyAuth ? ClaimAliases.Of(type) : null;
        return _claims.Where(claim => IsOfType(claim, type, other)).Select(claim => claim.Value);
    }

    /// <summary>Whether there is such a claim; type and value compare ordinally, the type as <see cref="Values"/> does.</summary>
    /// <param name="type">The claim's type.</param>
    /// <param name="value">The claim's value.</param>
    /// <returns>Whether the source says so.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    public bool HasClaim(string type, string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return Values(type).Contains(value, StringComparer.Ordinal);
    }

    /// <summary>
    /// The claims as an identity of the framework; a new one each time, of which each claim's issuer is <c>hop:</c> and the hop's name. It is the hop's word: whoever adds it to a
    /// principal makes it the caller's.
    /// </summary>
    /// <returns>An identity of type <see cref="AuthenticationType"/>, whose look-ups are ordinal.</returns>
    public ClaimsIdentity CreateIdentity() => new VouchedClaimsIdentity(this);

    /// <summary>Who vouches, and from which source; no claim.</summary>
    /// <returns>Such as <c>vouched for by hop edge (EasyAuth)</c>.</returns>
    public override string ToString() => $"vouched for by hop {HopName} ({SourceName})";

    private static bool IsOfType(VouchedClaim claim, string type, string? other) =>
        string.Equals(claim.Type, type, StringComparison.Ordinal) || (other is not null && string.Equals(claim.Type, other, StringComparison.Ordinal));
}
