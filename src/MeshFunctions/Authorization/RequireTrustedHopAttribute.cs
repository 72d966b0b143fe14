using MeshFunctions.Authorization.Requirements;
using MeshFunctions.Trust;
using Microsoft.AspNetCore.Authorization;

namespace MeshFunctions.Authorization;

/// <summary>
/// Admits only requests that came through a proven hop: any of those configured, or one of the named. It says nothing about who sent them. Several attributes must all hold. It counts as a
/// declaration of access, demands no caller and is not lifted by <see cref="AllowAnonymousAttribute"/>.
/// </summary>
/// <remarks>The answer is 401 where neither caller, peer nor vouched user is known, otherwise 403; 503 with <c>Retry-After</c> where the hop's key cannot be had.</remarks>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method, AllowMultiple = true, Inherited = true)]
public sealed class RequireTrustedHopAttribute : Attribute, IMeshRequirementData
{
    private readonly string[] _names;

    /// <summary>Demands one of the hops <paramref name="names"/>.</summary>
    /// <param name="names">Names in <c>MeshFunctions:Hops</c> (case does not count); none admits any proven hop. A name that no hop has admits nobody.</param>
    public RequireTrustedHopAttribute(params string[] names)
    {
        ArgumentNullException.ThrowIfNull(names);
        _names = [.. names];
    }

    /// <summary>The hops admitted; empty where any is.</summary>
    public IReadOnlyList<string> Names => _names;

    /// <summary>
    /// Whether only a proof counts that needs a key (<see cref="HopTrust.Proven.IsCryptographic"/>): not App Service Authentication, a certificate in a header, or mesh isolation.
    /// Default: false.
    /// </summary>
    public bool Cryptographic { get; set; }

    /// <inheritdoc />
    public IEnumerable<IAuthorizationRequirement> GetRequirements() => [new TrustedHopRequirement(_names, Cryptographic)];

    /// <inheritdoc />
    IEnumerable<string> IMeshRequirementData.Errors() => _names.Any(string.IsNullOrEmpty) ? ["[RequireTrustedHop] has an empty name; give hops' names, or none for any"] : [];
}
