using MeshFunctions.Authorization;
using MeshFunctions.Authorization.Requirements;

namespace Microsoft.AspNetCore.Authorization;

/// <summary>What policies may demand of the mesh.</summary>
public static class MeshAuthorizationPolicyBuilderExtensions
{
    /// <summary>
    /// Demands that a proven hop vouches for a claim about the user, as <see cref="RequireVouchedClaimAttribute"/> does. The policy demands a caller only where it
    /// says so too (<see cref="AuthorizationPolicyBuilder.RequireAuthenticatedUser"/>).
    /// </summary>
    /// <param name="builder">The policy's builder.</param>
    /// <param name="type">The claim's type, such as <c>groups</c>; ordinal.</param>
    /// <param name="values">The values admitted, ordinal; none admits any value.</param>
    /// <returns><paramref name="builder"/>.</returns>
    /// <exception cref="ArgumentException">The type or a value is empty.</exception>
    public static AuthorizationPolicyBuilder RequireVouchedClaim(this AuthorizationPolicyBuilder builder, string type, params string[] values) =>
        Require(builder, null, type, values);

    /// <summary>The same where one hop's word alone counts (<see cref="RequireVouchedClaimAttribute.Hop"/>).</summary>
    /// <param name="builder">The policy's builder.</param>
    /// <param name="hop">The hop's name in <c>MeshFunctions:Hops</c>; case does not count.</param>
    /// <param name="type">The claim's type, such as <c>groups</c>; ordinal.</param>
    /// <param name="values">The values admitted, ordinal; none admits any value.</param>
    /// <returns><paramref name="builder"/>.</returns>
    /// <exception cref="ArgumentException">The hop, the type or a value is empty.</exception>
    public static AuthorizationPolicyBuilder RequireVouchedClaimFrom(this AuthorizationPolicyBuilder builder, string hop, string type, params string[] values)
    {
        ArgumentException.ThrowIfNullOrEmpty(hop);
        return Require(builder, hop, type, values);
    }

    private static AuthorizationPolicyBuilder Require(AuthorizationPolicyBuilder builder, string? hop, string type, string[] values)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(type);
        ArgumentNullException.ThrowIfNull(values);
        return values.Any(string.IsNullOrEmpty)
            ? throw new ArgumentException("A value is empty; give values, or none to admit any.", nameof(values))
            : builder.AddRequirements(new VouchedClaimRequirement(hop, type, [.. values]));
    }
}
