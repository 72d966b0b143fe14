using System.Buffers;

namespace MeshFunctions.Headers;

/// <summary>Reads structured fields from the left, by the algorithms of RFC 9651 §4.2. After a failure it stands anywhere, and the field is invalid as a whole.</summary>
internal ref struct StructuredFieldCursor(ReadOnlySpan<char> text)
{
    private const int MaxIntegerDigits = 15;
    private const int MaxDecimalInteger = 12;
    private const int MaxDecimalFraction = 3;

    private static readonly SearchValues<char> KeyStarts = SearchValues.Create("*abcdefghijklmnopqrstuvwxyz");
    private static readonly SearchValues<char> KeyCharacters = SearchValues.Create("*abcdefghijklmnopqrstuvwxyz0123456789_-.");

    private static readonly SearchValues<char> TokenCharacters =
        SearchValues.Create("!#$%&'*+-.^_`|~:/0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ");

    private ReadOnlySpan<char> _rest = text;

    public readonly bool IsAtEnd => _rest.IsEmpty;

    /// <summary>What stands between two colons, whatever it is.</summary>
    public bool TryReadBinary(out ReadOnlySpan<char> content)
    {
        content = default;
        if (!TrySkip(':'))
        {
            return false;
        }

        var end = _rest.IndexOf(':');
        if (end < 0)
        {
            return false;
        }

        content = _rest[..end];
        _rest = _rest[(end + 1)..];
        return true;
    }

    /// <summary>The comma between two members of a list, with the white space around it; false where no member follows.</summary>
    public bool TrySkipComma()
    {
        _rest = _rest.TrimStart(" \t");
        if (!TrySkip(','))
        {
            return false;
        }

        _rest = _rest.TrimStart(" \t");
        return !_rest.IsEmpty;
    }

    /// <summary>All parameters of an item (RFC 9651 §4.2.3.2).</summary>
    public bool TrySkipParameters()
    {
        while (TrySkip(';'))
        {
            _rest = _rest.TrimStart(' ');
            if (_rest.IsEmpty || !KeyStarts.Contains(_rest[0]))
            {
                return false;
            }

            SkipAll(KeyCharacters);
            if (TrySkip('=') && !TrySkipBareItem())
            {
                return false;
            }
        }

        return true;
    }

    private bool TrySkipBareItem()
    {
        if (_rest.IsEmpty)
        {
            return false;
        }

        switch (_rest[0])
        {
            case '"':
                return TrySkipString();
            case ':':
                return TryReadBinary(out var content) && System.Buffers.Text.Base64.IsValid(content);
            case '?':
                return TrySkip('?') && (TrySkip('0') || TrySkip('1'));
            case '@':
                return TrySkip('@') && TrySkipNumber(out var isDecimal) && !isDecimal;
            case '%':
                return TrySkipDisplayString();
            case '-' or (>= '0' and <= '9'):
                return TrySkipNumber(out _);
            case var first when first == '*' || char.IsAsciiLetter(first):
                SkipAll(TokenCharacters);
                return true;
            default:
                return false;
        }
    }

    private bool TrySkipNumber(out bool isDecimal)
    {
        TrySkip('-');
        var whole = SkipDigits();
        isDecimal = whole > 0 && TrySkip('.');
        return isDecimal
            ? whole <= MaxDecimalInteger && SkipDigits() is > 0 and <= MaxDecimalFraction
            : whole is > 0 and <= MaxIntegerDigits;
    }

    private bool TrySkipString()
    {
        for (var at = 1; at < _rest.Length; at++)
        {
            switch (_rest[at])
            {
                case '"':
                    _rest = _rest[(at + 1)..];
                    return true;
                case '\\' when at + 1 < _rest.Length && _rest[at + 1] is '"' or '\\':
                    at++;
                    break;
                case '\\' or < ' ' or > '~':
                    return false;
            }
        }

        return false;
    }

    private bool TrySkipDisplayString()
    {
        if (!_rest.StartsWith("%\""))
        {
            return false;
        }

        for (var at = 2; at < _rest.Length; at++)
        {
            switch (_rest[at])
            {
                case '"':
                    _rest = _rest[(at + 1)..];
                    return true;
                case '%' when at + 2 < _rest.Length && char.IsAsciiHexDigitLower(_rest[at + 1]) && char.IsAsciiHexDigitLower(_rest[at + 2]):
                    at += 2;
                    break;
                case '%' or < ' ' or > '~':
                    return false;
            }
        }

        return false;
    }

    private bool TrySkip(char expected)
    {
        if (_rest.IsEmpty || _rest[0] != expected)
        {
            return false;
        }

        _rest = _rest[1..];
        return true;
    }

    private int SkipDigits()
    {
        var end = _rest.IndexOfAnyExceptInRange('0', '9');
        var count = end < 0 ? _rest.Length : end;
        _rest = _rest[count..];
        return count;
    }

    private void SkipAll(SearchValues<char> characters)
    {
        var end = _rest.IndexOfAnyExcept(characters);
        _rest = end < 0 ? [] : _rest[end..];
    }
}
