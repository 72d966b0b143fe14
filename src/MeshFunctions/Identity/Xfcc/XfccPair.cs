using System.Buffers;

namespace MeshFunctions.Identity.Xfcc;

/// <summary>One <c>key=value</c> of an element.</summary>
internal readonly ref struct XfccPair(XfccKey key, ReadOnlySpan<char> name, ReadOnlySpan<char> raw, bool isQuoted, int end, bool endsElement)
{
    private static readonly SearchValues<char> Separators = SearchValues.Create(";,");

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

            var rest = Raw;
            for (var at = rest.IndexOfAny(Separators); at >= 0; at = rest.IndexOfAny(Separators))
            {
                rest = rest[(at + 1)..];
                var equals = rest.IndexOf('=');
                if (equals >= 0 && XfccKeys.Of(rest[..equals].Trim()) != XfccKey.Unknown)
                {
                    return true;
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
