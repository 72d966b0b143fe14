using System.Buffers;

namespace MeshFunctions.Identity.Peers;

/// <summary>
/// A Dapr application in its namespace, <c>{namespace}/{app id}</c>: the namespace is one lower-case DNS label, the app id 1 to 63 letters, digits, hyphens,
/// underscores and dots; neither holds a slash. An app id alone names an application of every namespace, so there is none without.
/// </summary>
internal readonly record struct DaprAppId
{
    private const int MaxAppIdLength = 63;

    private static readonly SearchValues<char> AppIdCharacters =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.");

    private readonly string? _text;

    private DaprAppId(string text) => _text = text;

    public ReadOnlySpan<char> Namespace => _text.AsSpan(0, Math.Max(0, _text.AsSpan().IndexOf('/')));

    /// <summary>Makes an id of the two values that a sidecar sends; never throws.</summary>
    public static bool TryCreate(ReadOnlySpan<char> @namespace, ReadOnlySpan<char> appId, out DaprAppId id)
    {
        id = default;
        if (!DnsText.IsLabel(@namespace) || appId.Length is 0 or > MaxAppIdLength || appId.ContainsAnyExcept(AppIdCharacters))
        {
            return false;
        }

        id = new DaprAppId($"{@namespace}/{appId}");
        return true;
    }

    /// <summary>Reads an id as it prints; never throws.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out DaprAppId id)
    {
        id = default;
        var slash = text.IndexOf('/');
        return slash > 0 && TryCreate(text[..slash], text[(slash + 1)..], out id);
    }

    public override string ToString() => _text ?? "";
}
