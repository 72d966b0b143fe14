using System.Buffers;

namespace MeshFunctions.Identity.Peers;

/// <summary>Names as Kubernetes writes them (RFC 1123 §2.1, lower case only): labels of letters, digits and inner hyphens.</summary>
internal static class DnsText
{
    private const int MaxLabelLength = 63;
    private const int MaxNameLength = 253;

    private static readonly SearchValues<char> LabelCharacters = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789-");

    /// <summary>Whether the text is one label, 1 to 63 characters.</summary>
    public static bool IsLabel(ReadOnlySpan<char> text) =>
        text.Length is > 0 and <= MaxLabelLength && text[0] != '-' && text[^1] != '-' && !text.ContainsAnyExcept(LabelCharacters);

    /// <summary>Whether the text is labels with a dot between each two, at most 253 characters.</summary>
    public static bool IsName(ReadOnlySpan<char> text)
    {
        if (text.Length > MaxNameLength)
        {
            return false;
        }

        foreach (var label in text.Split('.'))
        {
            if (!IsLabel(text[label]))
            {
                return false;
            }
        }

        return true;
    }
}
