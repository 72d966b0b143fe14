namespace MeshFunctions.Tracing;

/// <summary>
/// Reads <c>baggage</c> (W3C Baggage §3.3), all fields of a request joined by commas: the whole members within the limits, of which a malformed one is dropped
/// by itself. What is kept is canonical: no spaces around separators, no bad percent-encoding.
/// </summary>
internal static class BaggageParser
{
    /// <summary>Most characters that are read or written.</summary>
    public const int MaxLength = 8192;

    /// <summary>Most members that are read or written.</summary>
    public const int MaxMembers = 64;

    /// <summary>Reads the combined value; never throws.</summary>
    public static BaggageReading Read(ReadOnlySpan<char> text, BaggageNames names)
    {
        List<BaggageMember>? members = null;
        var (seen, malformed, excess) = (0, 0, 0);
        foreach (var range in text.Split(','))
        {
            var member = text[range].Trim(" \t");
            if (member.IsEmpty)
            {
                continue;
            }

            if (++seen > MaxMembers || range.End.Value > MaxLength)
            {
                excess++;
            }
            else if (!TryRead(member, names, out var read))
            {
                malformed++;
            }
            else if (read is not null)
            {
                (members ??= []).Add(read);
            }
        }

        return new BaggageReading(members is null ? [] : members.AsReadOnly(), malformed, excess);
    }

    /// <summary>False where the text is no member; <paramref name="member"/> is null where its key is not let through.</summary>
    private static bool TryRead(ReadOnlySpan<char> text, BaggageNames names, out BaggageMember? member)
    {
        member = null;
        var end = text.IndexOf(';');
        var pair = end < 0 ? text : text[..end];
        var properties = end < 0 ? [] : text[(end + 1)..];
        var equals = pair.IndexOf('=');
        if (equals < 0)
        {
            return false;
        }

        var key = pair[..equals].TrimEnd(" \t");
        var value = pair[(equals + 1)..].Trim(" \t");
        if (!BaggageGrammar.IsToken(key) || !BaggageGrammar.IsValue(value) || !AreProperties(properties))
        {
            return false;
        }

        if (names.TryFind(key, out var name))
        {
            member = new BaggageMember(name, BaggageGrammar.Canonical(value), Canonical(properties));
        }

        return true;
    }

    private static bool AreProperties(ReadOnlySpan<char> text)
    {
        foreach (var range in text.Split(';'))
        {
            var property = text[range].Trim(" \t");
            var equals = property.IndexOf('=');
            var key = equals < 0 ? property : property[..equals].TrimEnd(" \t");
            if (property.Length > 0 && !(BaggageGrammar.IsToken(key) && (equals < 0 || BaggageGrammar.IsValue(property[(equals + 1)..].Trim(" \t")))))
            {
                return false;
            }
        }

        return true;
    }

    private static string Canonical(ReadOnlySpan<char> properties)
    {
        if (properties.IsEmpty)
        {
            return "";
        }

        List<string> parts = [];
        foreach (var range in properties.Split(';'))
        {
            var property = properties[range].Trim(" \t");
            var equals = property.IndexOf('=');
            if (equals >= 0)
            {
                parts.Add($"{property[..equals].TrimEnd(" \t")}={BaggageGrammar.Canonical(property[(equals + 1)..].Trim(" \t"))}");
            }
            else if (property.Length > 0)
            {
                parts.Add(property.ToString());
            }
        }

        return string.Join(';', parts);
    }
}
