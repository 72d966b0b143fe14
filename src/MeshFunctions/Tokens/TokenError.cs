namespace MeshFunctions.Tokens;

/// <summary>
/// Why a token was refused. The list is closed and its names are stable: they are metric labels and log values. None of them says
/// anything of the token's content. A caller is told only what RFC 6750 §3.1 allows.
/// </summary>
public enum TokenError
{
    /// <summary>Not refused.</summary>
    None = 0,

    /// <summary>The token is longer than 16,384 characters, or its header longer than 4,096 bytes.</summary>
    TooLarge,

    /// <summary>Not a compact JWS of strict base64url parts (RFC 7515 §7.1), or a part is not strict JSON of an object.</summary>
    Malformed,

    /// <summary><c>alg</c> is missing or not one of RS, PS or ES with 256, 384 or 512 (RFC 7518 §3.1).</summary>
    AlgorithmNotAllowed,

    /// <summary>The header has <c>crit</c>, <c>b64</c> or <c>zip</c> (RFC 7515 §4.1.11, RFC 7797, RFC 7516 §4.1.3).</summary>
    HeaderNotSupported,

    /// <summary><c>iss</c> is missing, no string, or not ordinally that of a configured issuer.</summary>
    IssuerNotAllowed,

    /// <summary><c>typ</c> is that of another kind of token than the issuer is configured for (RFC 8725 §3.11).</summary>
    TypeNotAllowed,

    /// <summary><c>exp</c> is missing, or <c>exp</c>, <c>nbf</c> or <c>iat</c> is no number from 0 to 2^53.</summary>
    TimeInvalid,

    /// <summary>The token's <c>exp</c> is over, the clock skew included.</summary>
    Expired,

    /// <summary>The token's <c>nbf</c> or <c>iat</c> is in the future, beyond the clock skew.</summary>
    NotYetValid,

    /// <summary><c>aud</c> is missing, of another shape, has too many entries, or names none of the issuer's audiences.</summary>
    AudienceMismatch,

    /// <summary>A claim that this kind of token must have is missing (<c>sub</c>; RFC 9068 §2.2 for <c>at+jwt</c>; <c>iat</c>, <c>txn</c>, <c>scope</c>, <c>req_wl</c> of a transaction token).</summary>
    ClaimMissing,

    /// <summary>A configured role, scope or group claim is neither a string nor an array of strings, or has too many entries; or a transaction token's own claim is of another shape.</summary>
    ClaimInvalid,

    /// <summary>The token is an ID token or otherwise no access token.</summary>
    NotAccessToken,

    /// <summary>The token is bound to a key or certificate (<c>cnf</c>, RFC 7800), and the sender has not shown that it holds it.</summary>
    ConfirmationMissing,

    /// <summary>
    /// <c>sub</c> is not what the issuer's tokens speak for: no SPIFFE id of the trust domain, or no service account that the claim <c>kubernetes.io</c> names too.
    /// </summary>
    SubjectNotAllowed,

    /// <summary>Entra: <c>tid</c> is missing or not the tenant of the issuer.</summary>
    TenantMismatch,

    /// <summary>Entra: <c>ver</c> does not go with the form of the issuer.</summary>
    VersionMismatch,

    /// <summary>The issuer has no key of that <c>kid</c>, or there is no <c>kid</c> and not exactly one key.</summary>
    KeyUnknown,

    /// <summary>The key is of another type, curve, <c>alg</c>, <c>use</c> or <c>key_ops</c> than the token's algorithm needs.</summary>
    KeyNotAllowed,

    /// <summary>The signature does not verify.</summary>
    SignatureInvalid,

    /// <summary>
    /// The issuer's keys were never reached, or not for 24 hours: nothing is known of the token. Answer 503 with
    /// <see cref="TokenResult.RetryAfter"/>, not 401.
    /// </summary>
    KeysUnavailable,
}
