using System.Runtime.InteropServices;
using System.Text.Unicode;

namespace MeshFunctions.Tokens.Json;

/// <summary>
/// Reads JSON the strict way that tokens need (RFC 8259 with RFC 7515 §4 and RFC 8725 §3.7): valid UTF-8 without BOM, no member name
/// twice at any level (also not by escape), no lone surrogates, at most <see cref="MaxDepth"/> levels or fewer, nothing after the value.
/// False means invalid; nothing throws.
/// </summary>
[StructLayout(LayoutKind.Auto)]
internal ref struct StrictJson
{
    public const int MaxDepth = 16;

    private readonly ReadOnlySpan<byte> _text;
    private readonly int _maxDepth;
    private JsonCursor _cursor;
    private MemberTable _table;

    private StrictJson(ReadOnlySpan<byte> text, int maxDepth)
    {
        _text = text;
        _maxDepth = maxDepth;
        _cursor = new JsonCursor(text);
    }

    /// <summary>Reads text whose only value is an object. The result lives on pooled memory: dispose it.</summary>
    public static bool TryReadObject(ReadOnlySpan<byte> text, out JsonObject result) => TryReadObject(text, MaxDepth, out result);

    /// <inheritdoc cref="TryReadObject(ReadOnlySpan{byte}, out JsonObject)" />
    public static bool TryReadObject(ReadOnlySpan<byte> text, int maxDepth, out JsonObject result)
    {
        result = default;
        if (!Utf8.IsValid(text))
        {
            return false;
        }

        var reader = new StrictJson(text, maxDepth);
        reader._cursor.SkipWhitespace();
        var read = reader.TryReadObject(1, keepMembers: true);
        reader._cursor.SkipWhitespace();
        var whole = read && reader._cursor.AtEnd;
        reader._table.Return(keepMembers: whole);
        if (whole)
        {
            result = new JsonObject(text, reader._table.Members, reader._table.Count);
        }

        return whole;
    }

    /// <summary>Starts inside an array that was read before, behind its opening bracket.</summary>
    internal static StrictJson InArray(ReadOnlySpan<byte> array)
    {
        var reader = new StrictJson(array, MaxDepth);
        _ = reader._cursor.TrySkip((byte)'[');
        return reader;
    }

    /// <summary>The next element of the array that <see cref="InArray"/> started in.</summary>
    internal bool TryReadElement(out JsonSlice element)
    {
        _cursor.SkipWhitespace();
        _ = _cursor.TrySkip((byte)',');
        _cursor.SkipWhitespace();
        var read = TryReadValue(1, out element);
        _table.Return(keepMembers: false);
        return read;
    }

    private bool TryReadValue(int depth, out JsonSlice value)
    {
        var start = _cursor.Position;
        switch (_cursor.Peek)
        {
            case (byte)'"':
                return _cursor.TryReadString(out value);
            case (byte)'{':
                var isObject = TryReadObject(depth, keepMembers: false);
                value = new JsonSlice(JsonKind.Object, start, _cursor.Position - start, Escaped: false);
                return isObject;
            case (byte)'[':
                var isArray = TryReadArray(depth);
                value = new JsonSlice(JsonKind.Array, start, _cursor.Position - start, Escaped: false);
                return isArray;
            case (byte)'-' or (>= (byte)'0' and <= (byte)'9'):
                return _cursor.TryReadNumber(out value);
            default:
                return _cursor.TryReadLiteral(out value);
        }
    }

    private bool TryReadObject(int depth, bool keepMembers)
    {
        if (depth > _maxDepth || !_cursor.TrySkip((byte)'{'))
        {
            return false;
        }

        var frame = _table.Count;
        _cursor.SkipWhitespace();
        if (_cursor.TrySkip((byte)'}'))
        {
            return true;
        }

        do
        {
            _cursor.SkipWhitespace();
            if (!TryReadMember(depth, frame))
            {
                return false;
            }

            _cursor.SkipWhitespace();
        }
        while (_cursor.TrySkip((byte)','));

        if (!keepMembers)
        {
            _table.CloseFrame(frame);
        }

        return _cursor.TrySkip((byte)'}');
    }

    private bool TryReadMember(int depth, int frame)
    {
        if (!_cursor.TryReadString(out var name) || !_table.TryAdd(_text, frame, name))
        {
            return false;
        }

        var index = _table.Count - 1;
        _cursor.SkipWhitespace();
        if (!_cursor.TrySkip((byte)':'))
        {
            return false;
        }

        _cursor.SkipWhitespace();
        var read = TryReadValue(depth + 1, out var value);
        if (read)
        {
            _table.SetValue(index, value);
        }

        return read;
    }

    private bool TryReadArray(int depth)
    {
        if (depth > _maxDepth || !_cursor.TrySkip((byte)'['))
        {
            return false;
        }

        _cursor.SkipWhitespace();
        if (_cursor.TrySkip((byte)']'))
        {
            return true;
        }

        do
        {
            _cursor.SkipWhitespace();
            if (!TryReadValue(depth + 1, out _))
            {
                return false;
            }

            _cursor.SkipWhitespace();
        }
        while (_cursor.TrySkip((byte)','));

        return _cursor.TrySkip((byte)']');
    }
}
