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
    /// Microsoft Entra, either in its v1.0 form (<c>https://sts.windows.net/{tenant}/</c>) or in its v2.0 form
    /// (<c>https://login.microsoftonline.com/{tenant}/v2.0</c>): one tenant, or those of <see cref="IssuerOptions.Tenants"/>. An application
    /// that gets both forms configures both.
    /// </summary>
    Entra = 1,

    /// <summary>
    /// A SPIFFE trust domain, whose workloads have JWT-SVIDs (SPIFFE JWT-SVID §2, §3): <c>sub</c> is an id of
    /// <see cref="IssuerOptions.TrustDomain"/>, <c>typ</c> is <c>JWT</c>, <c>JOSE</c> or absent, and the keys are those of its bundle.
    /// </summary>
    Spiffe = 2,

    /// <summary>
    /// A Kubernetes cluster, whose pods have projected service-account tokens: <c>sub</c> is <c>system:serviceaccount:{namespace}:{account}</c>,
    /// as the claim <c>kubernetes.io</c> says too. Tokens of the legacy kind, which never expire, are refused.
    /// </summary>
    Kubernetes = 3,

    /// <summary>
    /// A transaction token service (draft-ietf-oauth-transaction-tokens). Its tokens have <c>typ</c> <c>txntoken+jwt</c>, count in the header <c>Txn-Token</c> of a proven hop only, and make a
    /// transaction; never a caller, and no other issuer's token is ever a transaction. <see cref="IssuerOptions.Audiences"/> is the trust domain, one alone.
    /// </summary>
    Transaction = 4,
}
