using System.Buffers;
using System.Buffers.Text;
using System.Runtime.InteropServices;

namespace MeshFunctions.Tokens.Json;

/// <summary>Reads the words of RFC 8259 off UTF-8 text that is known to be valid: white space, strings, numbers, literals. Never throws.</summary>
[StructLayout(LayoutKind.Auto)]
internal ref struct JsonCursor(ReadOnlySpan<byte> text)
{
    private static readonly SearchValues<byte> StringStops = SearchValues.Create([.. Enumerable.Range(0, 0x20).Select(static c => (byte)c), (byte)'"', (byte)'\\']);

    private readonly ReadOnlySpan<byte> _text = text;

    public int Position { get; private set; }

    public readonly bool AtEnd => Position == _text.Length;

    /// <summary>The byte under the cursor, or 0 (which no JSON word starts with) at the end.</summary>
    public readonly byte Peek => Position < _text.Length ? _text[Position] : (byte)0;

    public void SkipWhitespace()
    {
        while (Peek is (byte)' ' or (byte)'\n' or (byte)'\r' or (byte)'\t')
        {
            Position++;
        }
    }

    public bool TrySkip(byte expected)
    {
        if (Peek != expected || AtEnd)
        {
            return false;
        }

        Position++;
        return true;
    }

    public bool TryReadString(out JsonSlice value)
    {
        value = default;
        if (!TrySkip((byte)'"'))
        {
            return false;
        }

        var start = Position;
        var escaped = false;
        while (true)
        {
            var stop = _text[Position..].IndexOfAny(StringStops);
            if (stop < 0)
            {
                return false;
            }

            Position += stop;
            if (TrySkip((byte)'"'))
            {
                value = new JsonSlice(JsonKind.String, start, Position - 1 - start, escaped);
                return true;
            }

            escaped = true;
            if (!TrySkip((byte)'\\') || !TrySkipEscape())
            {
                return false;
            }
        }
    }

    public bool TryReadLiteral(out JsonSlice value)
    {
        var (kind, word) = Peek switch
        {
            (byte)'t' => (JsonKind.True, "true"u8.Length),
            (byte)'f' => (JsonKind.False, "false"u8.Length),
            (byte)'n' => (JsonKind.Null, "null"u8.Length),
            _ => (JsonKind.None, 0),
        };
        value = new JsonSlice(kind, Position, word, Escaped: false);
        var expected = kind switch { JsonKind.True => "true"u8, JsonKind.False => "false"u8, JsonKind.Null => "null"u8, _ => default };
        if (kind == JsonKind.None || !_text[Position..].StartsWith(expected))
        {
            return false;
        }

        Position += word;
        return true;
    }

    public bool TryReadNumber(out JsonSlice value)
    {
        value = default;
        var start = Position;
        _ = TrySkip((byte)'-');
        var startsWithZero = Peek == '0';
        var digits = SkipDigits();
        if (digits == 0 || (startsWithZero && digits > 1))
        {
            return false;
        }

        if (TrySkip((byte)'.') && SkipDigits() == 0)
        {
            return false;
        }

        if (TrySkip((byte)'e') || TrySkip((byte)'E'))
        {
            _ = TrySkip((byte)'-') || TrySkip((byte)'+');
            if (SkipDigits() == 0)
            {
                return false;
            }
        }

        value = new JsonSlice(JsonKind.Number, start, Position - start, Escaped: false);
        return true;
    }

    private int SkipDigits()
    {
        var start = Position;
        while (Peek is >= (byte)'0' and <= (byte)'9')
        {
            Position++;
        }

        return Position - start;
    }

    private bool TrySkipEscape()
    {
        if (Peek is (byte)'"' or (byte)'\\' or (byte)'/' or (byte)'b' or (byte)'f' or (byte)'n' or (byte)'r' or (byte)'t')
        {
            Position++;
            return true;
        }

        // A high surrogate must be followed by an escaped low one, and a low one never stands alone (T27).
        if (!TrySkipUnit(out var unit) || char.IsLowSurrogate(unit))
        {
            return false;
        }

        return !char.IsHighSurrogate(unit) || (TrySkip((byte)'\\') && TrySkipUnit(out var low) && char.IsLowSurrogate(low));
    }

    private bool TrySkipUnit(out char unit)
    {
        unit = default;
        if (!TrySkip((byte)'u') || _text.Length - Position < 4
            || !Utf8Parser.TryParse(_text.Slice(Position, 4), out ushort parsed, out var consumed, 'x') || consumed != 4)
        {
            return false;
        }

        unit = (char)parsed;
        Position += 4;
        return true;
    }
}
