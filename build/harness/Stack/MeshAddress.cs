namespace Harness.Stack;

/// <summary>Addresses on this machine.</summary>
internal static class MeshAddress
{
    public static Uri Http(int port) => new UriBuilder(Uri.UriSchemeHttp, "127.0.0.1", port).Uri;

    public static Uri Https(int port) => new UriBuilder(Uri.UriSchemeHttps, "127.0.0.1", port).Uri;
}
