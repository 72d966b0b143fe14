using System.Buffers;
using System.Diagnostics;

namespace MeshFunctions.Tracing;

/// <summary>Writes the <c>baggage</c> of an outgoing call: what arrived and what the app itself put on its activities, as far as a client's list names it.</summary>
internal static class BaggageWriter
{
    /// <summary>The header's value, whole members within the limits; null where there is nothing to send.</summary>
    /// <param name="arrived">The invocation's baggage.</param>
    /// <param name="activity">The span of the call; its baggage, and that of its parents, goes before what arrived under the same key.</param>
    /// <param name="names">The keys that the client forwards.</param>
    public static string? Write(IReadOnlyList<BaggageMember> arrived, Activity? activity, BaggageNames names)
    {
        if (names.IsEmpty)
        {
            return null;
        }

        var own = Own(activity, names);
        if (own is null && arrived.Count == 0)
        {
            return null;
        }

        var buffer = ArrayPool<char>.Shared.Rent(BaggageParser.MaxLength);
        try
        {
            var text = buffer.AsSpan(0, BaggageParser.MaxLength);
            var (length, count) = (0, 0);
            foreach (var member in arrived)
            {
                if (names.Contains(member.Key) && !Has(own, member.Key))
                {
                    Append(member, text, ref length, ref count);
                }
            }

            foreach (var member in own ?? [])
            {
                Append(member, text, ref length, ref count);
            }

            return count == 0 ? null : text[..length].ToString();
        }
        finally
        {
            ArrayPool<char>.Shared.Return(buffer);
        }
    }

    // The nearest activity's value of a key wins, and comes first.
    private static List<BaggageMember>? Own(Activity? activity, BaggageNames names)
    {
        List<BaggageMember>? own = null;
        foreach (var (key, value) in activity?.Baggage ?? [])
        {
            if (names.TryFind(key, out var name) && !Has(own, key) && (value?.Length ?? 0) <= BaggageParser.MaxLength)
            {
                (own ??= []).Add(new BaggageMember(name, Uri.EscapeDataString(value ?? ""), ""));
            }
        }

        return own;
    }

    private static bool Has(List<BaggageMember>? members, string key)
    {
        foreach (var member in members ?? [])
        {
            if (string.Equals(member.Key, key, StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }

    private static void Append(BaggageMember member, Span<char> text, ref int length, ref int count)
    {
        var separator = length > 0 ? 1 : 0;
        if (count == BaggageParser.MaxMembers || separator + member.WireLength > text.Length - length)
        {
            return;
        }

        if (separator > 0)
        {
            text[length++] = ',';
        }

        length += Copy(member.Key, text[length..]);
        text[length++] = '=';
        length += Copy(member.EncodedValue, text[length..]);
        if (member.Properties.Length > 0)
        {
            text[length++] = ';';
            length += Copy(member.Properties, text[length..]);
        }

        count++;
    }

    private static int Copy(string part, Span<char> text)
    {
        part.CopyTo(text);
        return part.Length;
    }
}
