using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;

namespace MeshFunctions.Authorization.Rules;

/// <summary>What every HTTP function of the app declares; built once at start, empty (so: deny) before.</summary>
internal sealed class AccessTable
{
    private volatile FrozenDictionary<string, AccessRule> _rules = FrozenDictionary<string, AccessRule>.Empty;

    public void Fill(IEnumerable<KeyValuePair<string, AccessRule>> rules) => _rules = rules.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    public bool TryFind(string functionName, [NotNullWhen(true)] out AccessRule? rule) => _rules.TryGetValue(functionName, out rule);
}
