namespace MeshFunctions.Identity.Peers;

/// <summary>
/// A Linkerd identity: <c>{service account}.{namespace}.serviceaccount.identity.{control plane's namespace}.{trust domain}</c>, lower-case DNS labels, at most
/// 253 characters. A service account's name may hold dots, even the fixed part in the middle, so the text is read from the right: the last such part counts, and
/// the namespace is the one label before it.
/// </summary>
internal readonly record struct LinkerdId
{
    private const string Marker = ".serviceaccount.identity.";

    private readonly string? _text;
    private readonly int _namespace;
    private readonly int _marker;
    private readonly int _trustDomain;

    private LinkerdId(string text, int @namespace, int marker, int trustDomain)
    {
        _text = text;
        _namespace = @namespace;
        _marker = marker;
        _trustDomain = trustDomain;
    }

    public ReadOnlySpan<char> ServiceAccount => _text.AsSpan(0, Math.Max(0, _namespace - 1));

    public ReadOnlySpan<char> Namespace => _text.AsSpan(_namespace, _marker - _namespace);

    public ReadOnlySpan<char> TrustDomain => _text.AsSpan(_trustDomain);

    /// <summary>Reads an id; never throws.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out LinkerdId id)
    {
        id = default;
        var marker = text.LastIndexOf(Marker, StringComparison.Ordinal);
        if (marker < 0 || !DnsText.IsName(text))
        {
            return false;
        }

        var separator = text[..marker].LastIndexOf('.');
        var controlPlane = marker + Marker.Length;
        var dot = text[controlPlane..].IndexOf('.');
        if (separator < 1 || dot < 1)
        {
            return false;
        }

        id = new LinkerdId(text.ToString(), separator + 1, marker, controlPlane + dot + 1);
        return true;
    }

    public override string ToString() => _text ?? "";
}
