namespace MeshFunctions.Headers;

/// <summary>What may go to one address may go to another of the same origin (RFC 6454 §4), over https only.</summary>
internal static class HttpsOrigin
{
    /// <summary>Whether both are https and of one host and port, the second without credentials of its own; never throws.</summary>
    public static bool IsSame(Uri origin, Uri target) =>
        string.Equals(origin.Scheme, Uri.UriSchemeHttps, StringComparison.Ordinal)
        && string.Equals(target.Scheme, Uri.UriSchemeHttps, StringComparison.Ordinal)
        && AsciiHost.Of(origin) is { } host
        && string.Equals(host, AsciiHost.Of(target), StringComparison.OrdinalIgnoreCase)
        && origin.Port == target.Port
        && target.UserInfo.Length == 0;
}
