namespace MeshFunctions.Identity.Peers;

/// <summary>The path of a SPIFFE id as Istio and others write it for a service account: exactly <c>/ns/{namespace}/sa/{account}</c>. Other paths tell no namespace.</summary>
internal static class KubernetesPath
{
    private const string NamespacePart = "/ns/";
    private const string AccountPart = "/sa/";

    /// <summary>The namespace, one lower-case DNS label; empty where the path has another form.</summary>
    public static ReadOnlySpan<char> NamespaceOf(ReadOnlySpan<char> path)
    {
        if (!path.StartsWith(NamespacePart, StringComparison.Ordinal))
        {
            return default;
        }

        var rest = path[NamespacePart.Length..];
        var slash = rest.IndexOf('/');
        if (slash < 1 || !DnsText.IsLabel(rest[..slash]) || !rest[slash..].StartsWith(AccountPart, StringComparison.Ordinal))
        {
            return default;
        }

        var account = rest[(slash + AccountPart.Length)..];
        return account.IsEmpty || account.Contains('/') ? default : rest[..slash];
    }
}
