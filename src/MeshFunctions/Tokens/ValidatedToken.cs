using System.Security.Claims;

namespace MeshFunctions.Tokens;

/// <summary>
/// An access token that has passed every check. What it says is read when it is first asked for. The token itself cannot be got out of
/// it, and is never shown.
/// </summary>
public sealed class ValidatedToken
{
    private readonly ReadOnlyMemory<char> _token;
    private readonly ConfiguredIssuer _issuer;
    private TokenContent? _content;
    private TokenClaims? _claims;

    /// <summary>Reads its content from <paramref name="token"/> when it is asked for it; for one request.</summary>
    internal ValidatedToken(ReadOnlyMemory<char> token, ConfiguredIssuer issuer, double expires)
    {
        _token = token;
        _issuer = issuer;
        ExpiresAt = Rules.NumericDate.ToMoment(expires);
    }

    /// <summary>Has its content, and nothing of the token itself; requests may share it.</summary>
    internal ValidatedToken(TokenContent content, TokenClaims claims, ConfiguredIssuer issuer, double expires)
        : this(ReadOnlyMemory<char>.Empty, issuer, expires) => (_content, _claims) = (content, claims);

    /// <summary>The issuer, as in <c>iss</c> and in the configuration.</summary>
    public string Issuer => _issuer.Value;

    /// <summary>The issuer's name in the configuration: one of a few, so fit for metrics.</summary>
    public string IssuerName => _issuer.Name;

    /// <summary>Which rules the issuer's tokens follow.</summary>
    public IssuerKind IssuerKind => _issuer.Kind;

    /// <summary>For whom the token speaks (<c>sub</c>); unique only together with <see cref="Issuer"/>. Never empty.</summary>
    public string Subject => Content.Subject;

    /// <summary>Whether that is a person or a program, where the issuer's tokens tell (all kinds but <see cref="Tokens.IssuerKind.Oidc"/>).</summary>
    public SubjectKind SubjectKind => Content.SubjectKind;

    /// <summary>
    /// The names that the token has for the program that it speaks for, as <c>[RequireCaller]</c> takes them: <c>oid:{object id}</c>, <c>client:{client id}</c> and
    /// a managed identity's resource id in lower case (Entra), <c>kubernetes:{namespace}/{account}</c>, a SPIFFE id. Unique only together with
    /// <see cref="Issuer"/>. Empty where it speaks for a person, or where the issuer's tokens do not say.
    /// </summary>
    public IReadOnlyList<string> WorkloadNames => Content.WorkloadNames;

    /// <summary>The token's <c>exp</c>, without clock skew; <see cref="DateTimeOffset.MaxValue"/> where it lies beyond the calendar.</summary>
    public DateTimeOffset ExpiresAt { get; }

    /// <summary>The roles in the configured role claims, in their order. Compare ordinally.</summary>
    public IReadOnlyList<string> Roles => Content.Roles;

    /// <summary>The scopes in the configured scope claims, in their order. Compare ordinally.</summary>
    public IReadOnlyList<string> Scopes => Content.Scopes;

    /// <summary>The groups in the configured group claims, in their order. Incomplete when <see cref="HasGroupsOverage"/>.</summary>
    public IReadOnlyList<string> Groups => Content.Groups;

    /// <summary>Whether the issuer left groups out because they were too many: membership is then unknown, which is not "no".</summary>
    public bool HasGroupsOverage => Content.HasGroupsOverage;

    internal TokenContent Content => _content ??= TokenPayload.Read(_token.Span, _issuer, static (_, payload, issuer) => TokenContent.Read(issuer, payload));

    /// <summary>The claims but for the roles.</summary>
    internal TokenClaims Claims => _claims ??= TokenPayload.Read(_token.Span, 0, static (json, payload, _) => TokenClaims.ReadOthers(json, payload));

    /// <summary>
    /// Makes an identity of the token's claims. Their names are not remapped; an array becomes a claim for each element, an object its
    /// JSON. Claims named <c>roles</c>, in whatever case, come from <see cref="Roles"/> alone; they are its role claims.
    /// <c>sub</c> is its name. Its own look-ups (role checks among them) compare names and values ordinally. Claims are made when they are asked for.
    /// </summary>
    /// <param name="authenticationType">The scheme that the identity was authenticated by, such as <c>Mesh</c>; not empty.</param>
    /// <returns>A new identity, which is the caller's to change.</returns>
    /// <exception cref="ArgumentException"><paramref name="authenticationType"/> is null or empty.</exception>
    public ClaimsIdentity CreateIdentity(string authenticationType)
    {
        ArgumentException.ThrowIfNullOrEmpty(authenticationType);
        return new TokenIdentity(authenticationType, this);
    }

    /// <summary>The issuer's name in the configuration, and nothing of the token.</summary>
    /// <returns>Text that is safe to log.</returns>
    public override string ToString() => $"{nameof(ValidatedToken)} ({IssuerName})";
}
