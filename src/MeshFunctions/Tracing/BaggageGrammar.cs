using System.Buffers;
using System.Globalization;
using System.Text;

namespace MeshFunctions.Tracing;

/// <summary>The character sets of W3C Baggage §3.3.1, and its percent-encoding.</summary>
internal static class BaggageGrammar
{
    private const int TripletLength = 3;

    private static readonly SearchValues<char> TokenCharacters =
        SearchValues.Create("!#$%&'*+-.^_`|~0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ");

    // %x21 / %x23-2B / %x2D-3A / %x3C-5B / %x5D-7E
    private static readonly SearchValues<char> Octets =
        SearchValues.Create("!#$%&'()*+-./0123456789:<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[]^_`abcdefghijklmnopqrstuvwxyz{|}~");

    public static bool IsToken(ReadOnlySpan<char> text) => text.Length > 0 && !text.ContainsAnyExcept(TokenCharacters);

    public static bool IsValue(ReadOnlySpan<char> text) => !text.ContainsAnyExcept(Octets);

    /// <summary>The value as it is sent on: valid percent-encoding stays as it is, any other <c>%</c> is a literal one and becomes <c>%25</c>.</summary>
    public static string Canonical(ReadOnlySpan<char> value)
    {
        var bad = BadPercent(value);
        if (bad < 0)
        {
            return value.ToString();
        }

        var canonical = new StringBuilder(value.Length + 2);
        while (bad >= 0)
        {
            canonical.Append(value[..bad]).Append("%25");
            value = value[(bad + 1)..];
            bad = BadPercent(value);
        }

        return canonical.Append(value).ToString();
    }

    /// <summary>
    /// The text that a canonical value stands for: UTF-8 in which invalid sequences are U+FFFD and control characters stay percent-encoded, so that no line
    /// break can come out of it.
    /// </summary>
    public static string Decode(string canonical)
    {
        if (!canonical.Contains('%', StringComparison.Ordinal))
        {
            return canonical;
        }

        var bytes = new byte[canonical.Length];
        var count = 0;
        for (var at = 0; at < canonical.Length; at++)
        {
            var isEncoded = canonical[at] == '%';
            bytes[count++] = isEncoded ? Triplet(canonical.AsSpan(at)) : (byte)canonical[at];
            at += isEncoded ? TripletLength - 1 : 0;
        }

        var decoded = new StringBuilder(count);
        foreach (var rune in Encoding.UTF8.GetString(bytes, 0, count).EnumerateRunes())
        {
            decoded.Append(Rune.IsControl(rune) ? Uri.EscapeDataString(rune.ToString()) : rune.ToString());
        }

        return decoded.ToString();
    }

    private static byte Triplet(ReadOnlySpan<char> text) => byte.Parse(text[1..TripletLength], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);

    /// <summary>Index of the first <c>%</c> that two hex digits do not follow; -1 where there is none.</summary>
    private static int BadPercent(ReadOnlySpan<char> value)
    {
        var at = value.IndexOf('%');
        while (at >= 0)
        {
            if (at + 2 >= value.Length || !char.IsAsciiHexDigit(value[at + 1]) || !char.IsAsciiHexDigit(value[at + 2]))
            {
                return at;
            }

            var next = value[(at + TripletLength)..].IndexOf('%');
            at = next < 0 ? -1 : at + TripletLength + next;
        }

        return -1;
    }
}
