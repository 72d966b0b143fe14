using MeshFunctions.Validation;

namespace MeshFunctions.Tokens;

/// <summary>One issuer of tokens. Section <c>MeshFunctions:Tokens:Issuers:{name}</c>.</summary>
public sealed class IssuerOptions
{
    /// <summary>
    /// The issuer exactly as its tokens name it in <c>iss</c> (RFC 7519 §4.1.1): an absolute <c>https</c> URI without query and fragment.
    /// Compared ordinally, a trailing slash included. Its keys are found by discovery under this address, unless <see cref="KeysFile"/> or
    /// <see cref="KeysAddress"/> says where they are. Required, but with <see cref="IssuerKind.Spiffe"/> and
    /// <see cref="IssuerKind.Transaction"/>: there it is empty unless tokens have <c>iss</c>.
    /// </summary>
    public string Issuer { get; set; } = "";

    /// <summary>Which rules its tokens follow. Default <see cref="IssuerKind.Oidc"/>.</summary>
    [NamedValue]
    public IssuerKind Kind { get; set; }

    /// <summary>
    /// With <see cref="IssuerKind.Entra"/>: the ids of the tenants (GUIDs in lower case, up to 256) that <c>{tenantid}</c> in <see cref="Issuer"/> stands for.
    /// Others are refused; there is no way to accept every tenant. Default: none, and the issuer names its tenant itself.
    /// </summary>
    public IList<string> Tenants { get; } = [];

    /// <summary>With <see cref="IssuerKind.Spiffe"/>: the trust domain, such as <c>mesh.local</c>. Required there.</summary>
    public string? TrustDomain { get; set; }

    /// <summary>
    /// A file with the issuer's keys (JSON Web Key Set, RFC 7517 §5; for <see cref="IssuerKind.Spiffe"/> the trust domain's bundle), read again within
    /// five seconds of a change. A file that cannot be used leaves the keys before in use, for 24 hours at most. Default: none, discovery.
    /// </summary>
    public string? KeysFile { get; set; }

    /// <summary>The address of such a document, for issuers without discovery: an absolute <c>https</c> URI without query. Default: none, discovery.</summary>
    public string? KeysAddress { get; set; }

    /// <summary>
    /// A file with a token that the keys are asked for with (<c>Authorization: Bearer</c>), read at every fetch, as Kubernetes may demand. It is sent to the
    /// origin of <see cref="KeysAddress"/>, or of <see cref="Issuer"/> where there is none, and nowhere else. Default: none.
    /// </summary>
    public string? KeysTokenFile { get; set; }

    /// <summary>What a token may name in <c>aud</c> to be meant for this application; compared ordinally. At least one is required; with <see cref="IssuerKind.Transaction"/> it is the trust domain, one alone.</summary>
    public IList<string> Audiences { get; } = [];

    /// <summary>
    /// A PEM file with the certificate authorities that alone are trusted for this issuer's HTTPS. Default: none, the system's
    /// authorities decide. The file is read at every fetch of keys, so that it can be replaced.
    /// </summary>
    [CertificateFile]
    public string? CaFile { get; set; }

    /// <summary>How far the issuer's clock may differ from ours. From 0 to 300 seconds; default 60 seconds.</summary>
    [DurationRange("00:00:00", "00:05:00")]
    public TimeSpan ClockSkew { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>
    /// How often an unknown <c>kid</c> may make us fetch the keys ahead of schedule: three times at once, then once in this time.
    /// From 1 second to 1 hour; default 5 minutes.
    /// </summary>
    [DurationRange("00:00:01", "01:00:00")]
    public TimeSpan ForcedRefreshInterval { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>
    /// With <see cref="IssuerKind.Oidc"/>: whether tokens whose <c>typ</c> is <c>JWT</c> or absent are accepted as well. Default false:
    /// only <c>at+jwt</c>, because other tokens of the issuer (an ID token) cannot otherwise be told from access tokens for sure. Without
    /// effect for other kinds.
    /// </summary>
    public bool AcceptUntyped { get; set; }

    /// <summary>
    /// Where a token has its roles: names of claims, or paths such as <c>realm_access.roles</c>. A dot descends into an object, unless the
    /// name has <c>://</c> in it or the dot a backslash before it. Each claim is a string (one role) or an array of strings; anything
    /// else refuses the token. Default, where empty: <c>roles</c>.
    /// </summary>
    public IList<string> RoleClaims { get; } = [];

    /// <summary>
    /// Where a token has its scopes, as <see cref="RoleClaims"/>; a string holds several, separated by spaces. Default, where empty:
    /// <c>scp</c> and <c>scope</c>; with <see cref="IssuerKind.Entra"/> <c>scp</c>.
    /// </summary>
    public IList<string> ScopeClaims { get; } = [];

    /// <summary>Where a token has its groups, as <see cref="RoleClaims"/>. Default, where empty: <c>groups</c>.</summary>
    public IList<string> GroupClaims { get; } = [];
}
