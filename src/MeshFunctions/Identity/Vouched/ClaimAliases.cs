using System.Collections.Frozen;
using System.Security.Claims;

namespace MeshFunctions.Identity.Vouched;

/// <summary>
/// The two names of one claim: that of the token, and the one that App Service Authentication gives it by the framework's old mapping. Only pairs that nothing
/// else shares.
/// </summary>
internal static class ClaimAliases
{
    private static readonly (string Short, string Long)[] Pairs =
    [
        ("oid", "http://schemas.microsoft.com/identity/claims/objectidentifier"),
        ("tid", "http://schemas.microsoft.com/identity/claims/tenantid"),
        ("sub", ClaimTypes.NameIdentifier),
        ("upn", ClaimTypes.Upn),
        ("email", ClaimTypes.Email),
        ("given_name", ClaimTypes.GivenName),
        ("family_name", ClaimTypes.Surname),
        ("roles", ClaimTypes.Role),
        ("scp", "http://schemas.microsoft.com/identity/claims/scope"),
        ("idp", "http://schemas.microsoft.com/identity/claims/identityprovider"),
    ];

    private static readonly FrozenDictionary<string, string> Others =
        Pairs.Concat(Pairs.Select(pair => (pair.Long, pair.Short))).ToFrozenDictionary(pair => pair.Item1, pair => pair.Item2, StringComparer.Ordinal);

    /// <summary>The other name of the claim; null where it has none.</summary>
    public static string? Of(string type) => Others.GetValueOrDefault(type);
}
