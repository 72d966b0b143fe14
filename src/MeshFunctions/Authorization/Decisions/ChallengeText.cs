using System.Buffers;
using MeshFunctions.Authorization.Requirements;

namespace MeshFunctions.Authorization.Decisions;

/// <summary>What may stand in a challenge between quotes without an escape (RFC 6750 §3): <c>scope</c> and its like are made of such letters or left out.</summary>
internal static class ChallengeText
{
    private static readonly SearchValues<char> Letters = SearchValues.Create([.. Enumerable.Range('!', '~' - '!' + 1).Select(static code => (char)code).Where(static letter => letter is not ('"' or '\\'))]);

    /// <summary>One or more of <c>%x21 / %x23-5B / %x5D-7E</c>: visible ASCII, neither a quote nor a backslash nor a space.</summary>
    public static bool IsToken(ReadOnlySpan<char> text) => !text.IsEmpty && !text.ContainsAnyExcept(Letters);

    /// <summary>The scopes that a person's token must have: of each requirement the one that it names first; null where no requirement names one.</summary>
    public static string? ScopesOf(IEnumerable<object> requirements)
    {
        string[] scopes =
        [
            .. requirements.OfType<ScopeOrAppRoleRequirement>().Select(static requirement => requirement.FirstScope).OfType<string>().Where(static scope => IsToken(scope)).Distinct(StringComparer.Ordinal),
        ];
        return scopes.Length == 0 ? null : string.Join(' ', scopes);
    }
}
