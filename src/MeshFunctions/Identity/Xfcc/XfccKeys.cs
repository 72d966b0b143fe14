namespace MeshFunctions.Identity.Xfcc;

/// <summary>The names of the keys; compared without regard to case.</summary>
internal static class XfccKeys
{
    private static readonly string[] Names = ["", "By", "Hash", "Cert", "Chain", "Subject", "URI", "DNS"];

    public static string NameOf(XfccKey key) => Names[(int)key];

    public static XfccKey Of(ReadOnlySpan<char> name)
    {
        for (var index = 1; index < Names.Length; index++)
        {
            if (name.Equals(Names[index], StringComparison.OrdinalIgnoreCase))
            {
                return (XfccKey)index;
            }
        }

        return XfccKey.Unknown;
    }
}
