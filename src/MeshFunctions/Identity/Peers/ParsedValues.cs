using System.Diagnostics.CodeAnalysis;
using MeshFunctions.Headers;

namespace MeshFunctions.Identity.Peers;

/// <summary>
/// Header values that were parsed already, found by a hash of samples and compared as a whole: bounded, without locks, and what is new takes an older one's place. Holds what a value says,
/// never that it holds now or for whom. Invalid values are parsed anew each time: only a proven hop gets this far.
/// </summary>
internal sealed class ParsedValues<T>(ParsedValues<T>.Parser parse)
    where T : class
{
    /// <summary>Most values that are remembered; a power of two.</summary>
    public const int Capacity = 512;

    /// <summary>Longer values, in characters, are parsed anew each time: what is kept is bounded by its size too.</summary>
    public const int LongestKept = 4096;

    private readonly Entry?[] _entries = new Entry?[Capacity];

    public delegate bool Parser(ReadOnlySpan<char> value, [NotNullWhen(true)] out T? parsed);

    public int Count => _entries.Count(static entry => entry is not null);

    /// <summary>What the value says; never throws.</summary>
    public bool TryRead(ReadOnlySpan<char> value, [NotNullWhen(true)] out T? parsed)
    {
        var place = PlaceOf(value);
        ref var first = ref _entries[place];
        ref var second = ref _entries[place ^ 1];
        if (Volatile.Read(ref first) is { } one && value.SequenceEqual(one.Value))
        {
            parsed = one.Parsed;
            return true;
        }

        if (Volatile.Read(ref second) is { } other && value.SequenceEqual(other.Value))
        {
            parsed = other.Parsed;
            return true;
        }

        if (!parse(value, out parsed))
        {
            return false;
        }

        if (value.Length > LongestKept)
        {
            return true;
        }

        // Two values that go to one place get along; a third drives one of them out.
        Volatile.Write(ref second, Volatile.Read(ref first) ?? Volatile.Read(ref second));
        Volatile.Write(ref first, new Entry(value.ToString(), parsed));
        return true;
    }

    // Values that share a place cost each other a parse, and nothing else.
    private static int PlaceOf(ReadOnlySpan<char> value) => SampledHash.Of(value) & (Capacity - 1);

    private sealed class Entry(string value, T parsed)
    {
        public string Value => value;

        public T Parsed => parsed;
    }
}
