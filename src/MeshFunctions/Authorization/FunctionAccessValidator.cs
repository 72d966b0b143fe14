using MeshFunctions.Authorization.Rules;
using MeshFunctions.Identity;
using MeshFunctions.Identity.Peers;

namespace MeshFunctions.Authorization;

/// <summary>Rules over what the configuration demands of functions, as far as they need no functions.</summary>
internal static class FunctionAccessValidator
{
    /// <summary>Adds one line an error to <paramref name="errors"/>.</summary>
    public static void Validate(IDictionary<string, FunctionAccessOptions> functions, string path, ICollection<string> errors)
    {
        foreach (var (name, entry) in functions)
        {
            Validate(name, entry, $"{path}:{name}", errors);
        }
    }

    private static void Validate(string name, FunctionAccessOptions entry, string path, ICollection<string> errors)
    {
        if (!FunctionPattern.TryParse(entry.Pattern ?? name, out _))
        {
            errors.Add($"{path}{(entry.Pattern is null ? "" : ":Pattern")}: is no pattern of function names; permitted: letters, digits, '_', '-', and '*' for any of them.");
        }

        if (entry is { Policy: null, TrustedHop: null, Roles.Count: 0, ScopesOrAppRoles.Count: 0, Peers.Count: 0 })
        {
            errors.Add($"{path}: demands nothing; permitted: at least one of Policy, Roles, ScopesOrAppRoles, Peers, TrustedHop.");
        }

        if (entry.Policy is not null && string.IsNullOrWhiteSpace(entry.Policy))
        {
            errors.Add($"{path}:Policy: is empty; permitted: the name of a policy.");
        }

        if (entry.TrustedHop is { } hop && !Enum.IsDefined(hop))
        {
            errors.Add($"{path}:TrustedHop: is unknown; permitted: {string.Join(", ", Enum.GetNames<TrustedHopKind>())}.");
        }

        AddBad(entry.Roles, static role => !string.IsNullOrEmpty(role) && !role.Contains(',', StringComparison.Ordinal) && role.Trim().Length == role.Length, $"{path}:Roles", "is empty, or has a comma or spaces around it; permitted: one role an entry", errors);
        AddBad(
            entry.ScopesOrAppRoles,
            static scope => !string.IsNullOrEmpty(scope) && !scope.Contains(' ', StringComparison.Ordinal),
            $"{path}:ScopesOrAppRoles",
            "is empty or has a space in it; permitted: one scope an entry",
            errors);
        AddBad(entry.Peers, static peer => PeerName.TryParse(peer, out _), $"{path}:Peers", "does not name a workload; permitted: spiffe://trust-domain/path, linkerd:identity, dapr:namespace/app-id", errors);
    }

    private static void AddBad(IList<string> values, Func<string, bool> isGood, string path, string failure, ICollection<string> errors)
    {
        for (var index = 0; index < values.Count; index++)
        {
            if (!isGood(values[index]))
            {
                errors.Add($"{path}:{index}: {failure}.");
            }
        }
    }
}
