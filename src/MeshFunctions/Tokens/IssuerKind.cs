namespace MeshFunctions.Tokens;

/// <summary>Which rules the tokens of an issuer follow.</summary>
public enum IssuerKind
{
    /// <summary>
    /// Any OpenID Connect or OAuth 2.0 issuer with discovery. Its access tokens are those of RFC 9068 (<c>typ</c> <c>at+jwt</c>),
    /// unless <see cref="IssuerOptions.AcceptUntyped"/> is set.
    /// </summary>
    Oidc = 0,

    /// <summary>
    /// One Microsoft Entra tenant, either its v1.0 form (<c>https://sts.windows.net/{tenant}/</c>) or its v2.0 form
    /// (<c>https://login.microsoftonline.com/{tenant}/v2.0</c>). An application that gets both configures both.
    /// </summary>
    Entra = 1,
}
