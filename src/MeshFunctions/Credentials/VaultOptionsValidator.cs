using System.Net;

namespace MeshFunctions.Credentials;

/// <summary>The rules of <see cref="VaultOptions"/>.</summary>
internal static class VaultOptionsValidator
{
    public static void Validate(VaultOptions options, string path, ICollection<string> errors)
    {
        if (options.Uri is { } uri && !IsVault(uri))
        {
            errors.Add($"{path}:Uri: is not the address of a vault; permitted https://host[:port] without path, query, fragment or user.");
        }

        if (options.RefreshInterval < VaultOptions.ShortestRefreshInterval || options.RefreshInterval > VaultOptions.LongestRefreshInterval)
        {
            errors.Add($"{path}:RefreshInterval: is {options.RefreshInterval:c}; permitted 00:00:01 to 01:00:00.");
        }

        if (options.DisableChallengeVerification && !IsLoopback(options.Uri))
        {
            errors.Add($"{path}:DisableChallengeVerification: is true for a vault that is not on this machine; permitted only where the host of {path}:Uri is a loopback address (127.0.0.1 or [::1]).");
        }
    }

    private static bool IsVault(Uri uri) =>
        uri.IsAbsoluteUri
        && string.Equals(uri.Scheme, Uri.UriSchemeHttps, StringComparison.Ordinal)
        && string.Equals(uri.PathAndQuery, "/", StringComparison.Ordinal)
        && uri.Fragment.Length == 0
        && uri.UserInfo.Length == 0;

    // An address, not a name: Uri.IsLoopback would accept names that a resolver may send elsewhere.
    private static bool IsLoopback(Uri? uri) =>
        uri is { IsAbsoluteUri: true } && IPAddress.TryParse(uri.IdnHost, out var address) && IPAddress.IsLoopback(address);
}
