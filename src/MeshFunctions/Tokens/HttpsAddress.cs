namespace MeshFunctions.Tokens;

/// <summary>An issuer, or where its keys are: an absolute https URI in ASCII, without user, query and fragment.</summary>
internal static class HttpsAddress
{
    public static bool IsValid(string? text) =>
        text is { Length: > 0 and <= 2048 }
        && text.StartsWith("https://", StringComparison.Ordinal)
        && !text.AsSpan().ContainsAnyExceptInRange('!', '~')
        && !text.AsSpan().ContainsAny("?#@\\")
        && Uri.TryCreate(text, UriKind.Absolute, out var uri)
        && uri.Host.Length > 0;
}
