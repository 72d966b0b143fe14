using System.Collections.Immutable;

namespace MeshFunctions.Headers;

/// <summary>
/// Which headers a request is read for, decided once from the configuration: credential, proofs and trace always, identity only of the families that some
/// configured hop sets. What is not planned is not read, is not counted against the size caps, and cannot be asked for.
/// </summary>
internal sealed class HeaderPlan
{
    private HeaderPlan(ImmutableArray<HeaderRule> rules) => Rules = rules;

    public ImmutableArray<HeaderRule> Rules { get; }

    public static HeaderPlan For(IEnumerable<MeshHeader> identityHeaders)
    {
        var planned = identityHeaders.ToHashSet();
        return new HeaderPlan([.. HeaderRule.All.Where(rule => rule.Kind != HeaderKind.Identity || planned.Contains(rule.Header))]);
    }
}
