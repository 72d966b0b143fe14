using System.Buffers;

namespace MeshFunctions.Tokens;

/// <summary>A service account of a Kubernetes cluster, as <c>sub</c> of its tokens names it.</summary>
internal readonly record struct ServiceAccount(string Namespace, string Name)
{
    public const string Prefix = "system:serviceaccount:";
    private const int MaxLabelLength = 63;
    private const int MaxNameLength = 253;

    private static readonly SearchValues<char> LabelCharacters = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789-");
    private static readonly SearchValues<char> NameCharacters = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789-.");

    /// <summary>Reads <c>system:serviceaccount:{namespace}:{account}</c>: a DNS label and a DNS subdomain (Kubernetes object names); never throws.</summary>
    public static bool TryParse(string? subject, out ServiceAccount account)
    {
        account = default;
        if (subject?.StartsWith(Prefix, StringComparison.Ordinal) is not true)
        {
            return false;
        }

        var rest = subject.AsSpan(Prefix.Length);
        var colon = rest.IndexOf(':');
        if (colon is < 1 or > MaxLabelLength || rest[..colon].ContainsAnyExcept(LabelCharacters)
            || rest.Length - colon - 1 is < 1 or > MaxNameLength || rest[(colon + 1)..].ContainsAnyExcept(NameCharacters))
        {
            return false;
        }

        account = new ServiceAccount(rest[..colon].ToString(), rest[(colon + 1)..].ToString());
        return true;
    }
}
