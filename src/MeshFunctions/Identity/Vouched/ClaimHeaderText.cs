using System.Collections.Immutable;
using MeshFunctions.Headers;

namespace MeshFunctions.Identity.Vouched;

/// <summary>The value of a header that holds a claim: visible ASCII and spaces; several values where it has a separator.</summary>
internal static class ClaimHeaderText
{
    private static readonly char[] Blanks = [' ', '\t'];

    /// <summary>
    /// Reads the value; never throws. Blanks around a value and values of nothing are dropped (as RFC 9110 §5.6.1 has it for lists). False where anything but
    /// <c>0x20</c> to <c>0x7E</c> is in it, or a tab anywhere but beside a separator.
    /// </summary>
    public static bool TryParse(ReadOnlySpan<char> value, char? separator, out ImmutableArray<string> values)
    {
        values = [];
        if (value.Length > RequestHeaders.MaxValueLength)
        {
            return false;
        }

        var read = ImmutableArray.CreateBuilder<string>();
        while (true)
        {
            var end = separator is { } mark ? value.IndexOf(mark) : -1;
            var one = (end < 0 ? value : value[..end]).Trim(Blanks);
            if (one.ContainsAnyExceptInRange(' ', '~'))
            {
                return false;
            }

            if (one.Length > 0)
            {
                read.Add(one.ToString());
            }

            if (end < 0)
            {
                values = read.DrainToImmutable();
                return true;
            }

            value = value[(end + 1)..];
        }
    }
}
