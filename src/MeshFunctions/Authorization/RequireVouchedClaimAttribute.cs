using MeshFunctions.Authorization.Requirements;
using MeshFunctions.Identity;
using Microsoft.AspNetCore.Authorization;

namespace MeshFunctions.Authorization;

/// <summary>
/// Admits only requests whose proven hop vouches for a claim about the user (<see cref="MeshContext.Vouched"/>). Several values in one attribute are alternatives, none means any
/// value; several attributes must all hold, though not of one source. It counts as a declaration of access, demands no caller, and is not lifted by
/// <see cref="AllowAnonymousAttribute"/>. A token's claims never meet it, and it makes nobody a caller.
/// </summary>
/// <remarks>
/// Without caller, peer and vouched user the answer is 401; with any of them, but not the demanded claim, it is 403. Types and values compare ordinally, see <see cref="VouchedIdentity.Values"/>.
/// An empty type or value fails start-up.
/// </remarks>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method, AllowMultiple = true, Inherited = true)]
public sealed class RequireVouchedClaimAttribute : Attribute, IMeshRequirementData
{
    private readonly string[] _values;

    /// <summary>Demands the claim <paramref name="type"/> with one of <paramref name="values"/>.</summary>
    /// <param name="type">The claim's type, such as <c>groups</c>.</param>
    /// <param name="values">The values admitted; none admits any value.</param>
    public RequireVouchedClaimAttribute(string type, params string[] values)
    {
        ArgumentNullException.ThrowIfNull(type);
        ArgumentNullException.ThrowIfNull(values);
        Type = type;
        _values = [.. values];
    }

    /// <summary>
    /// The hop that must vouch for it, by its name in <c>MeshFunctions:Hops</c> (case does not count), where the words of several hops are not worth the same. A name that no
    /// hop has admits nobody. Default: null, any proven hop.
    /// </summary>
    public string? Hop { get; set; }

    /// <summary>The claim's type.</summary>
    public string Type { get; }

    /// <summary>The values admitted; empty where any is.</summary>
    public IReadOnlyList<string> Values => _values;

    /// <inheritdoc />
    public IEnumerable<IAuthorizationRequirement> GetRequirements() => [new VouchedClaimRequirement(Hop, Type, _values)];

    /// <inheritdoc />
    IEnumerable<string> IMeshRequirementData.Errors()
    {
        if (Type.Length == 0)
        {
            yield return "[RequireVouchedClaim] names no claim; give its type, such as \"groups\"";
        }

        if (Hop is "")
        {
            yield return $"[RequireVouchedClaim(\"{Type}\", …)] has an empty Hop; give a hop's name, or leave it out";
        }

        if (_values.Any(string.IsNullOrEmpty))
        {
            yield return $"[RequireVouchedClaim(\"{Type}\", …)] has an empty value; give values, or none to admit any";
        }
    }
}
