namespace MeshFunctions.Trust;

/// <summary>How a hop shows that a request came through it.</summary>
public enum HopProof
{
    /// <summary>
    /// A key of at least 32 bytes in the <c>Mesh-Hop-Key</c> header, or in Dapr's <c>dapr-api-token</c>, compared with the newest two values of a secret.
    /// </summary>
    SharedKey,

    /// <summary>A JWS in the <c>Mesh-Hop-Assertion</c> header that the hop signed for this one request (ES256, ES384 or ES512), bound to it as a whole.</summary>
    SignedAssertion,

    /// <summary>
    /// A client certificate of one of the configured authorities that names one of the configured clients: that of Kestrel's own connection (ASP.NET Core
    /// integration mode), or the one that App Service forwards.
    /// </summary>
    ClientCertificate,

    /// <summary>
    /// <c>X-MS-CLIENT-PRINCIPAL</c>, which App Service Authentication overwrites on every request. Not cryptographic: trusts the platform, and needs
    /// <c>WEBSITE_AUTH_ENABLED</c>.
    /// </summary>
    AppServiceAuthentication,

    /// <summary>
    /// Nothing: a request without any proof counts as one of the mesh's sidecar. Not cryptographic: trusts that nothing but the sidecar can reach the port, and
    /// needs <c>KUBERNETES_SERVICE_HOST</c>.
    /// </summary>
    MeshIsolation,
}
