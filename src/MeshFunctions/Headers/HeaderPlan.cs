using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;

namespace MeshFunctions.Headers;

/// <summary>
/// Which headers a request is read for, decided once from the configuration: credential, proofs and trace always, identity only of the families that some
/// configured hop sets. What is not planned is not read, is not counted against the size caps, and cannot be asked for.
/// </summary>
internal sealed class HeaderPlan
{
    private readonly FrozenDictionary<string, HeaderRule> _byName;

    private readonly HeaderRule[] _evidence;

    // By length, one bit for each first letter of a planned name: most of a request's headers are told from all of them by that.
    private readonly ulong[] _initials;

    private HeaderPlan(ImmutableArray<HeaderRule> rules, HeaderRule[] evidence)
    {
        Rules = rules;
        _evidence = evidence;
        _byName = rules.ToFrozenDictionary(rule => rule.Name, StringComparer.OrdinalIgnoreCase);
        _initials = InitialsOf(rules);
        Slots = rules.Max(rule => rule.Slot) + 1;
    }

    public ImmutableArray<HeaderRule> Rules { get; }

    /// <summary>How many slots a reading by this plan needs.</summary>
    public int Slots { get; }

    /// <summary>The identity headers that the configuration names, none of which the library knows.</summary>
    public IEnumerable<string> CustomNames => Rules.Where(static rule => rule.Header is null).Select(static rule => rule.Name);

    /// <summary>The plan that also reads <paramref name="identityHeaders"/> and <paramref name="custom"/>; a custom name that the library knows stays what it is.</summary>
    public static HeaderPlan For(IEnumerable<HeaderRule> identityHeaders, IEnumerable<CustomHeader> custom)
    {
        var planned = identityHeaders.ToHashSet();
        var known = HeaderRule.All.Select(rule => rule.Name).ToHashSet(StringComparer.OrdinalIgnoreCase);
        List<HeaderRule> rules = [.. HeaderRule.All.Where(rule => rule.Kind != HeaderKind.Identity || planned.Contains(rule))];
        var slot = HeaderRule.All.Length;
        foreach (var header in custom)
        {
            if (known.Add(header.Name))
            {
                rules.Add(HeaderRule.For(header, slot++));
            }
        }

        return new HeaderPlan([.. rules], []);
    }

    public bool TryGetRule(string name, [MaybeNullWhen(false)] out HeaderRule rule)
    {
        if ((uint)name.Length < (uint)_initials.Length && (_initials[name.Length] & InitialOf(name)) != 0)
        {
            return _byName.TryGetValue(name, out rule);
        }

        rule = null;
        return false;
    }

    /// <summary>The plan in which these identity headers also prove a hop: they are read whoever sets them, and a repetition fails the request.</summary>
    public HeaderPlan WithEvidence(IEnumerable<HeaderRule> headers)
    {
        HeaderRule[] evidence = [.. _evidence.Union(headers)];
        return evidence.Length == 0 ? this : new([.. evidence.Union(Rules).OrderBy(static rule => rule.Slot)], evidence);
    }

    public bool IsEvidence(HeaderRule rule) => Array.IndexOf(_evidence, rule) >= 0;

    private static ulong[] InitialsOf(ImmutableArray<HeaderRule> rules)
    {
        var initials = new ulong[rules.Max(static rule => rule.Name.Length) + 1];
        foreach (var rule in rules)
        {
            initials[rule.Name.Length] |= InitialOf(rule.Name);
        }

        return initials;
    }

    // The same for both cases of a letter; what shares a bit with a letter costs a look more.
    private static ulong InitialOf(string name) => name.Length == 0 ? 0 : 1UL << (name[0] & 0x1f);
}
