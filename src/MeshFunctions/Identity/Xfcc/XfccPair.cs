namespace MeshFunctions.Identity.Xfcc;

/// <summary>One <c>key=value</c> of an element.</summary>
internal readonly ref struct XfccPair(XfccKey key, ReadOnlySpan<char> name, ReadOnlySpan<char> raw, bool isQuoted, int end, bool endsElement)
{
    public XfccKey Key { get; } = key;

    /// <summary>The key as it is written.</summary>
    public ReadOnlySpan<char> Name { get; } = name;

    /// <summary>The value without the quotes around it, its escapes as they are. What no escape may stand in (ids, hashes, certificates) can be taken from here.</summary>
    public ReadOnlySpan<char> Raw { get; } = raw;

    public bool IsQuoted { get; } = isQuoted;

    /// <summary>Where the value ends in the text.</summary>
    public int End { get; } = end;

    public bool EndsElement { get; } = endsElement;

    /// <summary>The value itself.</summary>
    public string Value => Raw.ToString().Replace("\\\"", "\"", StringComparison.Ordinal);

    /// <summary>
    /// Whether the quoted value holds what reads as a further pair or element to whoever takes its quotes otherwise (a proxy does not escape what is in a
    /// certificate's names): a separator, and one of the keys after it.
    /// </summary>
    public bool LooksLikeMore
    {
        get
        {
            if (!IsQuoted)
            {
                return false;
            }

            // A key is what stands between a separator and the next '='; each piece of the text is looked at once.
            var start = -1;
            for (var at = 0; at < Raw.Length; at++)
            {
                if (Raw[at] is ';' or ',')
                {
                    start = at + 1;
                }
                else if (Raw[at] == '=' && start >= 0)
                {
                    if (XfccKeys.Of(Raw[start..at].Trim()) != XfccKey.Unknown)
                    {
                        return true;
                    }

                    start = -1;
                }
            }

            return false;
        }
    }

    /// <summary>The pair as Envoy would write it; a bare value stays bare, since a backslash in it could not stand between quotes.</summary>
    public override string ToString()
    {
        var written = Key == XfccKey.Unknown ? Name.ToString() : XfccKeys.NameOf(Key);
        return IsQuoted ? $"{written}=\"{Raw}\"" : $"{written}={Raw}";
    }
}
