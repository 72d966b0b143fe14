namespace MeshFunctions.Headers;

/// <summary>The host of an address as DNS knows it.</summary>
internal static class AsciiHost
{
    /// <summary>The host in ASCII; null where there is none, since <see cref="Uri.IdnHost"/> throws for names that IDN cannot write.</summary>
    public static string? Of(Uri uri)
    {
        try
        {
            return uri.IdnHost;
        }
        catch (UriFormatException)
        {
            return null;
        }
    }
}
