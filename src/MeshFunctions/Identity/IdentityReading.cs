using System.Collections.Immutable;
using MeshFunctions.Identity.Vouched;

namespace MeshFunctions.Identity;

/// <summary>What an <see cref="IIdentitySource"/> read: nobody, somebody, or what cannot be believed. Immutable.</summary>
public sealed class IdentityReading
{
    private IdentityReading(ImmutableArray<VouchedClaim> claims, ClaimTypeNames types)
    {
        Claims = claims;
        Types = types;
    }

    /// <summary>The headers name nobody. Nothing is counted.</summary>
    public static IdentityReading None { get; } = new([], default);

    /// <summary>The headers are malformed: nothing in them is believed, the request goes on without that identity, and a counter goes up.</summary>
    public static IdentityReading Invalid { get; } = new([], default);

    internal ImmutableArray<VouchedClaim> Claims { get; }

    internal ClaimTypeNames Types { get; }

    /// <summary>The headers name somebody.</summary>
    /// <param name="claims">What they say, at most <see cref="VouchedIdentity.MaxClaims"/> claims, each with a type.</param>
    /// <param name="nameType">The type of the claim with the user's name. Default <c>sub</c>.</param>
    /// <param name="roleType">The type of the claims with the user's roles. Default <c>roles</c>.</param>
    /// <returns>The reading.</returns>
    /// <exception cref="ArgumentException">A claim has no type or no value.</exception>
    public static IdentityReading Of(IEnumerable<VouchedClaim> claims, string nameType = "sub", string roleType = "roles")
    {
        ArgumentNullException.ThrowIfNull(claims);
        ArgumentException.ThrowIfNullOrEmpty(nameType);
        ArgumentException.ThrowIfNullOrEmpty(roleType);
        ImmutableArray<VouchedClaim> read = [.. claims.Take(VouchedIdentity.MaxClaims + 1)];
        return read.Any(static claim => string.IsNullOrEmpty(claim.Type) || claim.Value is null)
            ? throw new ArgumentException("Each claim needs a type and a value.", nameof(claims))
            : new IdentityReading(read, new ClaimTypeNames(nameType, roleType));
    }
}
