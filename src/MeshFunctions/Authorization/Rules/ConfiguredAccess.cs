using MeshFunctions.Authorization.Requirements;

namespace MeshFunctions.Authorization.Rules;

/// <summary>What the configuration demands of functions by their names, beside their code; notes which entries fit none.</summary>
internal sealed class ConfiguredAccess
{
    private readonly List<(FunctionPattern Pattern, ConfiguredDemand Demand)> _entries = [];
    private readonly HashSet<string> _unused = new(StringComparer.Ordinal);

    /// <summary>Takes entries that <see cref="FunctionAccessValidator"/> has seen; others fit every function, so that nothing is lost by a mistake.</summary>
    public ConfiguredAccess(AccessOptions options, string path)
    {
        foreach (var (name, demands) in options.Functions)
        {
            var entry = $"{path}:Functions:{name}";
            if (!FunctionPattern.TryParse(demands.Pattern ?? name, out var pattern))
            {
                _ = FunctionPattern.TryParse("*", out pattern);
            }

            _entries.Add((pattern, new ConfiguredDemand(entry, demands)));
            _unused.Add(entry);
        }
    }

    /// <summary>What is demanded of the function.</summary>
    public IReadOnlyList<ConfiguredDemand> Of(string functionName)
    {
        List<ConfiguredDemand> found = [];
        foreach (var (pattern, demand) in _entries)
        {
            if (pattern.Fits(functionName))
            {
                _unused.Remove(demand.Path);
                found.Add(demand);
            }
        }

        return found;
    }

    /// <summary>The entries that have fitted no function: misspelt ones would leave open what they were to close.</summary>
    public IEnumerable<string> UnusedErrors(IEnumerable<string> functionNames) => _unused.Order(StringComparer.Ordinal)
        .Select(path => $"{path}: fits no HTTP function; permitted: names of {string.Join(", ", functionNames.Order(StringComparer.Ordinal))}, '*' for any letters.");

    /// <summary>What of it concerns what a hop or a token shows.</summary>
    public static IEnumerable<MeshRequirement> MeshRequirements(FunctionAccessOptions demands)
    {
        if (demands.Peers.Count > 0)
        {
            yield return new PeerRequirement([.. demands.Peers]);
        }

        if (demands.TrustedHop is { } hop)
        {
            yield return new TrustedHopRequirement([], cryptographic: hop != TrustedHopKind.Any);
        }

        if (demands.ScopesOrAppRoles.Count > 0)
        {
            yield return new ScopeOrAppRoleRequirement([.. demands.ScopesOrAppRoles], [.. demands.ScopesOrAppRoles], issuer: null);
        }
    }
}
