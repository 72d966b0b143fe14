using System.Buffers;
using System.Globalization;

namespace MeshFunctions.Trust.Assertions;

/// <summary>
/// Path and query of a request in the one form that every stack on the way can compute (RFC 3986 §6.2.2): some of them decode and encode again, and
/// <see cref="Uri"/> does so by rules of its own. What cannot be told apart there has one form here; what has two readings is refused. Never throws.
/// </summary>
internal static class CanonicalTarget
{
    /// <summary>The longest path or query that is looked at, in characters.</summary>
    public const int MaxLength = 32 * 1024;

    private const string Unreserved = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";
    private const string SubDelims = "!$&'()*+,;=";

    private static readonly SearchValues<char> PlainInPath = SearchValues.Create(Unreserved + SubDelims + ":@/");
    private static readonly SearchValues<char> PlainInQuery = SearchValues.Create(Unreserved + SubDelims + ":@/?");

    // A server's path has been decoded and encoded once, so that '%24' comes out as '$'; a query never is, and '%26' is not '&' in it.
    private static readonly SearchValues<char> DecodedInPath = SearchValues.Create(Unreserved + SubDelims + ":@");
    private static readonly SearchValues<char> DecodedInQuery = SearchValues.Create(Unreserved);

    /// <summary>How many bytes the form of a text can take.</summary>
    public static int BufferLength(int length) => 3 * length;

    /// <summary>
    /// A path: absolute; octets that may stand for themselves do, all others are upper-case <c>%XX</c>. Refused: dot segments, a backslash, <c>%25</c> (which
    /// some stack decodes twice), <c>%00</c>, a <c>%</c> without two digits, and what cannot be in a request line.
    /// </summary>
    public static bool TryWritePath(ReadOnlySpan<char> path, Span<byte> destination, out int written)
    {
        written = 0;
        return path.Length is > 0 and <= MaxLength && path[0] == '/' && !path.ContainsAny('\\', '?')
            && TryWrite(path, PlainInPath, DecodedInPath, lenient: false, destination, out written)
            && !HasDotSegment(destination[..written]);
    }

    /// <summary>
    /// A query without its question mark: unreserved octets stand for themselves, reserved ones stay as they are, all others are upper-case <c>%XX</c>; a
    /// <c>%</c> without two digits is <c>%25</c>. Refused: such a one right before an escape (<c>%4%41</c> becomes <c>%4A</c> in some stack), and what cannot be
    /// in a request line.
    /// </summary>
    public static bool TryWriteQuery(ReadOnlySpan<char> query, Span<byte> destination, out int written)
    {
        written = 0;
        return query.Length <= MaxLength && TryWrite(query, PlainInQuery, DecodedInQuery, lenient: true, destination, out written);
    }

    /// <summary>The query alone: the text without the question mark that it may start with.</summary>
    public static ReadOnlySpan<char> WithoutMark(ReadOnlySpan<char> query) => query is ['?', ..] ? query[1..] : query;

    private static bool TryWrite(
        ReadOnlySpan<char> text, SearchValues<char> plain, SearchValues<char> decoded, bool lenient, Span<byte> destination, out int written)
    {
        written = 0;
        for (var at = 0; at < text.Length; at++)
        {
            var unit = text[at];
            if (plain.Contains(unit))
            {
                destination[written++] = (byte)unit;
            }
            else if (unit is <= ' ' or >= '\u007f' or '#')
            {
                return false;
            }
            else if (unit != '%')
            {
                WriteEscape((byte)unit, destination, ref written);
            }
            else if (TryReadOctet(text[at..], out var octet))
            {
                at += 2;
                if (!lenient && (octet is 0 or (byte)'%'))
                {
                    return false;
                }

                if (decoded.Contains((char)octet))
                {
                    destination[written++] = octet;
                }
                else
                {
                    WriteEscape(octet, destination, ref written);
                }
            }
            else if (lenient && !text.Slice(at + 1, Math.Min(2, text.Length - at - 1)).Contains('%'))
            {
                WriteEscape((byte)'%', destination, ref written);
            }
            else
            {
                return false;
            }
        }

        return true;
    }

    private static bool TryReadOctet(ReadOnlySpan<char> escape, out byte octet)
    {
        octet = 0;
        if (escape.Length < 3 || !char.IsAsciiHexDigit(escape[1]) || !char.IsAsciiHexDigit(escape[2]))
        {
            return false;
        }

        // The digits are looked at first: numbers are parsed more kindly than that.
        return byte.TryParse(escape.Slice(1, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out octet);
    }

    private static void WriteEscape(byte octet, Span<byte> destination, ref int written)
    {
        destination[written++] = (byte)'%';
        _ = octet.TryFormat(destination[written..], out var digits, "X2", CultureInfo.InvariantCulture);
        written += digits;
    }

    private static bool HasDotSegment(ReadOnlySpan<byte> path)
    {
        foreach (var segment in path.Split((byte)'/'))
        {
            if (path[segment] is [(byte)'.'] or [(byte)'.', (byte)'.'])
            {
                return true;
            }
        }

        return false;
    }
}
