using System.Buffers;
using System.Runtime.CompilerServices;

namespace MeshFunctions.Identity.Xfcc;

/// <summary>
/// <c>x-forwarded-client-cert</c> as Envoy writes it: an element for each proxy, the nearest last. Read as a whole or not at all. A proxy does not escape the
/// names that it takes from certificates, so a text in which a name could pass for a further pair or element is not read either: two of what an element has one
/// of, keys in another order than Envoy's, a hash that is none, quoted text that looks like pairs.
/// </summary>
internal readonly ref struct XfccHeader
{
    /// <summary>Longest header that is read, in characters.</summary>
    public const int MaxLength = 16 * 1024;

    /// <summary>Most elements that are read.</summary>
    public const int MaxElements = 16;

    private const int HashLength = 64;
    private const int Repeatable = (1 << (int)XfccKey.Unknown) | (1 << (int)XfccKey.By) | (1 << (int)XfccKey.Dns);

    private static readonly SearchValues<char> HashCharacters = SearchValues.Create("0123456789abcdef");

    private readonly ReadOnlySpan<char> _text;
    private readonly Ends _ends;

    private XfccHeader(ReadOnlySpan<char> text, int count, Ends ends)
    {
        _text = text;
        _ends = ends;
        Count = count;
    }

    /// <summary>How many elements there are, 1 to <see cref="MaxElements"/>.</summary>
    public int Count { get; }

    /// <summary>An element, counted from the left.</summary>
    public XfccElement this[int index]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Count);
            return new XfccElement(_text[(index == 0 ? 0 : _ends[index - 1] + 1).._ends[index]]);
        }
    }

    /// <summary>Reads a header, several lines of which are joined by <c>,</c>; never throws.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out XfccHeader header)
    {
        header = default;
        if (text.Length > MaxLength)
        {
            return false;
        }

        var ends = default(Ends);
        var count = 0;
        var seen = 0;
        var last = XfccKey.Unknown;
        var pairs = new XfccPairs(text);
        while (pairs.MoveNext())
        {
            var pair = pairs.Current;
            var bit = 1 << (int)pair.Key;
            if ((seen & ~Repeatable & bit) != 0
                || (pair.Key != XfccKey.Unknown && pair.Key < last)
                || pair.LooksLikeMore
                || (pair.Key == XfccKey.Hash && (pair.Raw.Length != HashLength || pair.Raw.ContainsAnyExcept(HashCharacters))))
            {
                return false;
            }

            seen |= bit;
            last = pair.Key == XfccKey.Unknown ? last : pair.Key;
            if (pair.EndsElement)
            {
                if (count == MaxElements)
                {
                    return false;
                }

                ends[count++] = pair.End;
                seen = 0;
                last = XfccKey.Unknown;
            }
        }

        header = new XfccHeader(text, count, ends);
        return !pairs.IsMalformed;
    }

    /// <summary>The header as Envoy would write it.</summary>
    public override string ToString()
    {
        List<string> elements = [];
        for (var index = 0; index < Count; index++)
        {
            elements.Add(this[index].ToString());
        }

        return string.Join(',', elements);
    }

    /// <summary>Where each element ends in the text.</summary>
    [InlineArray(MaxElements)]
    private struct Ends
    {
        private int _first;
    }
}
