namespace MeshFunctions.Identity.Xfcc;

/// <summary>What one proxy said of its client; part of a header that was read as a whole.</summary>
internal readonly ref struct XfccElement(ReadOnlySpan<char> text)
{
    private readonly ReadOnlySpan<char> _text = text;

    public XfccPairs Pairs => new(_text);

    /// <summary>The value of a key that occurs once at most.</summary>
    public bool TryFind(XfccKey key, out ReadOnlySpan<char> raw)
    {
        foreach (var pair in Pairs)
        {
            if (pair.Key == key)
            {
                raw = pair.Raw;
                return true;
            }
        }

        raw = default;
        return false;
    }

    /// <summary>Whether one of the proxy's own names is <paramref name="own"/>.</summary>
    public bool IsBy(ReadOnlySpan<char> own)
    {
        foreach (var pair in Pairs)
        {
            if (pair.Key == XfccKey.By && pair.Raw.SequenceEqual(own))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>
    /// Whether the names told, where any of their kind are told, are these in this order. An element that a separator in a certificate's name has cut short
    /// tells others.
    /// </summary>
    public bool Tells(XfccKey key, IReadOnlyList<string> names)
    {
        var told = 0;
        foreach (var pair in Pairs)
        {
            if (pair.Key == key && !(pair.Raw.IsEmpty && names.Count == 0))
            {
                if (told >= names.Count || !pair.Raw.SequenceEqual(names[told]))
                {
                    return false;
                }

                told++;
            }
        }

        return told == 0 || told == names.Count;
    }

    /// <summary>The element as Envoy would write it.</summary>
    public override string ToString()
    {
        List<string> pairs = [];
        foreach (var pair in Pairs)
        {
            pairs.Add(pair.ToString());
        }

        return string.Join(';', pairs);
    }
}
