using System.Buffers;

namespace MeshFunctions.Identity.Xfcc;

/// <summary>
/// The pairs of a text, one after another, exactly by the grammar (wire formats §3.1): no space anywhere outside values, <c>\"</c> the only escape, no empty
/// pair or element, no control character. A text that breaks it ends the reading, and <see cref="IsMalformed"/> says so.
/// </summary>
internal ref struct XfccPairs
{
    private static readonly SearchValues<char> KeyCharacters =
        SearchValues.Create("!#$%&'*+-.^_`|~0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ");

    private static readonly SearchValues<char> Controls = SearchValues.Create(
        [.. Enumerable.Range(0, 0x20).Append(0x7f).Select(static code => (char)code)]);

    private static readonly SearchValues<char> BareEnds = SearchValues.Create(",;\"");

    private readonly ReadOnlySpan<char> _text;
    private int _position;
    private bool _ended;

    public XfccPairs(ReadOnlySpan<char> text) => _text = text;

    public XfccPair Current { get; private set; }

    public bool IsMalformed { get; private set; }

    public readonly XfccPairs GetEnumerator() => this;

    public bool MoveNext()
    {
        if (_ended)
        {
            return false;
        }

        var rest = _text[_position..];
        var equals = rest.IndexOf('=');
        if (equals < 1 || rest[..equals].ContainsAnyExcept(KeyCharacters))
        {
            return Malformed();
        }

        var name = rest[..equals];
        var start = _position + equals + 1;
        var isQuoted = start < _text.Length && _text[start] == '"';
        var length = isQuoted ? QuotedLength(_text[(start + 1)..]) : BareLength(_text[start..]);
        if (length < 0)
        {
            return Malformed();
        }

        var raw = _text.Slice(isQuoted ? start + 1 : start, length);
        var end = start + length + (isQuoted ? 2 : 0);
        _ended = end == _text.Length;
        if (raw.ContainsAny(Controls) || (!_ended && _text[end] is not (',' or ';')))
        {
            return Malformed();
        }

        Current = new XfccPair(XfccKeys.Of(name), name, raw, isQuoted, end, _ended || _text[end] == ',');
        _position = end + 1;
        return true;
    }

    /// <summary>Characters before the closing quote; -1 where there is none, or another escape than <c>\"</c>.</summary>
    private static int QuotedLength(ReadOnlySpan<char> text)
    {
        var length = 0;
        while (true)
        {
            var at = text[length..].IndexOfAny('"', '\\');
            if (at < 0)
            {
                return -1;
            }

            length += at;
            if (text[length] == '"')
            {
                return length;
            }

            if (length + 1 >= text.Length || text[length + 1] != '"')
            {
                return -1;
            }

            length += 2;
        }
    }

    private static int BareLength(ReadOnlySpan<char> text)
    {
        var length = text.IndexOfAny(BareEnds);
        return length < 0 ? text.Length : length;
    }

    private bool Malformed()
    {
        _ended = true;
        IsMalformed = true;
        return false;
    }
}
