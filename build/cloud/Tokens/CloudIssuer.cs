namespace LocalCloud.Tokens;

/// <summary>The issuers of the local cloud.</summary>
public enum CloudIssuer
{
    /// <summary><c>{url}/{tenantId}/v2.0</c>: Entra v2 tokens, RS256, <c>typ</c> JWT.</summary>
    Entra,

    /// <summary><c>{url}/oidc</c>: RFC 9068 access tokens, ES256, <c>typ</c> at+jwt.</summary>
    Oidc,
}
