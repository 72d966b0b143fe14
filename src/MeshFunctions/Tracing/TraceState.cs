using System.Buffers;

namespace MeshFunctions.Tracing;

/// <summary>
/// A <c>tracestate</c> (W3C Trace Context Level 2 §3.3), all fields of a request joined by commas. Valid as a whole or not at all; what is kept are the members
/// in order without empty ones and later duplicates, whole members only, at most 512 characters.
/// </summary>
internal static class TraceState
{
    /// <summary>Most members of a list.</summary>
    public const int MaxMembers = 32;

    /// <summary>Most characters that are passed on; the specification's least.</summary>
    public const int MaxLength = 512;

    private const int LongMember = 128;
    private const int MaxPartLength = 256;

    private const string KeyStart = "abcdefghijklmnopqrstuvwxyz0123456789";

    private static readonly SearchValues<char> KeyStartCharacters = SearchValues.Create(KeyStart);

    private static readonly SearchValues<char> KeyCharacters = SearchValues.Create(KeyStart + "_-*/@");

    /// <summary>Visible ASCII and spaces without <c>,</c> and <c>=</c>.</summary>
    private static readonly SearchValues<char> ValueCharacters = SearchValues.Create(
        Enumerable.Range(' ', '~' - ' ' + 1).Select(static code => (char)code).Where(static character => character is not (',' or '=')).ToArray());

    /// <summary>
    /// Reads and tidies the combined value; never throws. <paramref name="state"/> is <paramref name="text"/> itself where nothing is to be tidied, and empty
    /// where nothing is left.
    /// </summary>
    public static bool TryParse(string text, out string state)
    {
        state = "";
        Span<Range> members = stackalloc Range[MaxMembers];
        var count = 0;
        var seen = 0;
        var length = 0;
        for (var start = 0; start < text.Length;)
        {
            var rest = text.AsSpan(start);
            var comma = rest.IndexOf(',');
            var member = Trim(text, start, comma < 0 ? text.Length : start + comma);
            start = comma < 0 ? text.Length : start + comma + 1;
            if (member.Start.Value == member.End.Value)
            {
                continue;
            }

            var key = KeyLength(text.AsSpan(member));
            if (++seen > MaxMembers || key < 0)
            {
                return false;
            }

            if (!HasKey(text, members[..count], text.AsSpan(member)[..key]))
            {
                members[count++] = member;
                length += member.End.Value - member.Start.Value + 1;
            }
        }

        if (length == text.Length + 1 && text.Length <= MaxLength)
        {
            state = text;
            return true;
        }

        count = Shorten(members[..count]);
        state = Join(text, members[..count]);
        return true;
    }

    private static Range Trim(ReadOnlySpan<char> text, int start, int end)
    {
        while (start < end && text[start] is ' ' or '\t')
        {
            start++;
        }

        while (end > start && text[end - 1] is ' ' or '\t')
        {
            end--;
        }

        return start..end;
    }

    /// <summary>Length of the member's key, or -1 where the member is not one.</summary>
    private static int KeyLength(ReadOnlySpan<char> member)
    {
        var equals = member.IndexOf('=');
        if (equals is < 1 or > MaxPartLength || !KeyStartCharacters.Contains(member[0]) || member[..equals].ContainsAnyExcept(KeyCharacters))
        {
            return -1;
        }

        var value = member[(equals + 1)..];
        return value.Length is > 0 and <= MaxPartLength && !value.ContainsAnyExcept(ValueCharacters) ? equals : -1;
    }

    private static bool HasKey(ReadOnlySpan<char> text, ReadOnlySpan<Range> members, ReadOnlySpan<char> key)
    {
        foreach (var member in members)
        {
            var other = text[member];
            if (other.Length > key.Length && other[key.Length] == '=' && other.StartsWith(key, StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Drops members over 128 characters first, then from the right end, until what is left fits.</summary>
    private static int Shorten(Span<Range> members)
    {
        var count = members.Length;
        for (var index = count - 1; index >= 0 && JoinedLength(members[..count]) > MaxLength; index--)
        {
            if (members[index].End.Value - members[index].Start.Value > LongMember)
            {
                members[(index + 1)..count].CopyTo(members[index..]);
                count--;
            }
        }

        while (JoinedLength(members[..count]) > MaxLength)
        {
            count--;
        }

        return count;
    }

    private static int JoinedLength(ReadOnlySpan<Range> members)
    {
        var length = Math.Max(0, members.Length - 1);
        foreach (var member in members)
        {
            length += member.End.Value - member.Start.Value;
        }

        return length;
    }

    private static string Join(ReadOnlySpan<char> text, ReadOnlySpan<Range> members)
    {
        Span<char> joined = stackalloc char[MaxLength];
        var length = 0;
        foreach (var member in members)
        {
            if (length > 0)
            {
                joined[length++] = ',';
            }

            text[member].CopyTo(joined[length..]);
            length += member.End.Value - member.Start.Value;
        }

        return joined[..length].ToString();
    }
}
