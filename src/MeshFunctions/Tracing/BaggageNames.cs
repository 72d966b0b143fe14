using System.Collections.Frozen;

namespace MeshFunctions.Tracing;

/// <summary>The baggage keys that are let through, exact and with regard to case.</summary>
internal sealed class BaggageNames
{
    /// <summary>Longest key that can be let through.</summary>
    public const int MaxLength = 128;

    private readonly FrozenSet<string> _names;
    private readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> _lookup;

    public BaggageNames(IEnumerable<string> names)
    {
        _names = names.ToFrozenSet(StringComparer.Ordinal);
        _lookup = _names.GetAlternateLookup<ReadOnlySpan<char>>();
    }

    public bool IsEmpty => _names.Count == 0;

    public bool Contains(string key) => _names.Contains(key);

    /// <summary>Finds the key without making a string for it.</summary>
    public bool TryFind(ReadOnlySpan<char> key, out string name) => _lookup.TryGetValue(key, out name!);

    /// <summary>Adds a line for each entry that is no key.</summary>
    public static void Validate(IList<string> names, string path, ICollection<string> errors)
    {
        for (var index = 0; index < names.Count; index++)
        {
            // A lone star would be a key too, but whoever writes it means all keys.
            if (names[index] is not { Length: <= MaxLength and > 0 } name || name is "*" || !BaggageGrammar.IsToken(name))
            {
                errors.Add($"{path}:{index}: is no baggage key; permitted: an exact key of 1 to {MaxLength} letters, digits and !#$%&'*+-.^_`|~, no wildcard.");
            }
        }
    }
}
