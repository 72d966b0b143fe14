using System.Buffers;

namespace MeshFunctions.Headers;

/// <summary>
/// A SPIFFE id as the standard writes it (SPIFFE-ID §2): <c>spiffe://trust-domain/path</c>, at most 2,048 characters, lower-case trust domain; no port, user
/// information, query, fragment or percent-encoding, no empty or dot segment. Compared as a whole, ordinally.
/// </summary>
public readonly struct SpiffeId : IEquatable<SpiffeId>
{
    /// <summary>Longest id that is accepted, in characters.</summary>
    public const int MaxLength = 2048;

    private const string Scheme = "spiffe://";
    private const int MaxTrustDomainLength = 255;

    private static readonly SearchValues<char> TrustDomainCharacters = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789.-_");
    private static readonly SearchValues<char> SegmentCharacters =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-_");

    private readonly string? _text;
    private readonly int _trustDomainLength;

    private SpiffeId(string text, int trustDomainLength)
    {
        _text = text;
        _trustDomainLength = trustDomainLength;
    }

    /// <summary>The trust domain, for example <c>mesh.local</c>; empty for the default value.</summary>
    public string TrustDomain => _text is null ? "" : _text.Substring(Scheme.Length, _trustDomainLength);

    /// <summary>The path with its leading slash, for example <c>/ns/shop/sa/orders</c>; empty where the id names a trust domain only, which is no workload.</summary>
    public string Path => _text is null ? "" : _text[(Scheme.Length + _trustDomainLength)..];

    /// <summary>Whether two ids are the same, ordinally.</summary>
    /// <param name="left">One id.</param>
    /// <param name="right">The other.</param>
    /// <returns>True where they are.</returns>
    public static bool operator ==(SpiffeId left, SpiffeId right) => left.Equals(right);

    /// <summary>Whether two ids differ.</summary>
    /// <param name="left">One id.</param>
    /// <param name="right">The other.</param>
    /// <returns>True where they do.</returns>
    public static bool operator !=(SpiffeId left, SpiffeId right) => !left.Equals(right);

    /// <summary>Reads an id; never throws.</summary>
    /// <param name="text">The text; nothing around it is ignored.</param>
    /// <param name="id">The id, or the default value.</param>
    /// <returns>False where the text is not exactly an id.</returns>
    public static bool TryParse(ReadOnlySpan<char> text, out SpiffeId id)
    {
        id = default;
        if (text.Length > MaxLength || !text.StartsWith(Scheme, StringComparison.Ordinal))
        {
            return false;
        }

        var rest = text[Scheme.Length..];
        var slash = rest.IndexOf('/');
        var trustDomain = slash < 0 ? rest : rest[..slash];
        if (!IsTrustDomain(trustDomain) || (slash >= 0 && !IsPath(rest[slash..])))
        {
            return false;
        }

        id = new SpiffeId(text.ToString(), trustDomain.Length);
        return true;
    }

    /// <summary>Whether this id and <paramref name="other"/> are the same, ordinally.</summary>
    /// <param name="other">The other id.</param>
    /// <returns>True where they are.</returns>
    public bool Equals(SpiffeId other) => string.Equals(_text, other._text, StringComparison.Ordinal);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is SpiffeId other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => _text is null ? 0 : StringComparer.Ordinal.GetHashCode(_text);

    /// <summary>The id as it was read; empty for the default value.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => _text ?? "";

    /// <summary>Whether the text is a trust domain's name: 1 to 255 lower-case letters, digits, dots, hyphens, underscores.</summary>
    internal static bool IsTrustDomain(ReadOnlySpan<char> text) =>
        text.Length is > 0 and <= MaxTrustDomainLength && !text.ContainsAnyExcept(TrustDomainCharacters);

    /// <summary><see cref="TrustDomain"/> without a copy.</summary>
    internal ReadOnlySpan<char> TrustDomainText => _text is null ? default : _text.AsSpan(Scheme.Length, _trustDomainLength);

    /// <summary><see cref="Path"/> without a copy.</summary>
    internal ReadOnlySpan<char> PathText => _text is null ? default : _text.AsSpan(Scheme.Length + _trustDomainLength);

    /// <summary>Whether this id's trust domain is <paramref name="trustDomain"/>; allocates nothing.</summary>
    internal bool IsIn(ReadOnlySpan<char> trustDomain) =>
        _text is not null && trustDomain.SequenceEqual(_text.AsSpan(Scheme.Length, _trustDomainLength));

    private static bool IsPath(ReadOnlySpan<char> path)
    {
        while (!path.IsEmpty)
        {
            path = path[1..];
            var slash = path.IndexOf('/');
            var segment = slash < 0 ? path : path[..slash];
            if (segment.IsEmpty || segment is "." or ".." || segment.ContainsAnyExcept(SegmentCharacters))
            {
                return false;
            }

            path = path[segment.Length..];
        }

        return true;
    }
}
