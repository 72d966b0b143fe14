namespace MeshFunctions.Trust;

/// <summary>How a hop shows that a request came through it.</summary>
public enum HopProof
{
    /// <summary>A key of at least 32 bytes in the <c>Mesh-Hop-Key</c> header, compared with the newest two values of a secret.</summary>
    SharedKey,

    /// <summary>A JWS in the <c>Mesh-Hop-Assertion</c> header that the hop signed for this one request (ES256, ES384 or ES512), bound to it as a whole.</summary>
    SignedAssertion,
}
