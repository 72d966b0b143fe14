namespace MeshFunctions.Trust;

/// <summary>Why a request counts as one that came through no configured hop.</summary>
public enum UnprovenReason
{
    /// <summary>No hop is configured, so that none can be proven.</summary>
    NoHopConfigured,

    /// <summary>The request carries no proof.</summary>
    ProofMissing,

    /// <summary>A proof is there and does not hold.</summary>
    ProofInvalid,

    /// <summary>A proof is there that no configured hop uses.</summary>
    ProofUnexpected,

    /// <summary>The proofs of two hops, or one that fits two.</summary>
    ProofAmbiguous,

    /// <summary>The key to compare with was never obtained, or is unusable; nothing is known about the request.</summary>
    KeyUnavailable,

    /// <summary>The hop's assertion has expired.</summary>
    AssertionExpired,

    /// <summary>The hop's assertion was made in the future, by this app's clock.</summary>
    AssertionNotYetValid,

    /// <summary>The hop's assertion is for another request: method, path, query, <c>Authorization</c> or an identity header differs.</summary>
    AssertionMismatch,

    /// <summary>The hop's assertion was used before, and counts only once.</summary>
    Replayed,

    /// <summary>Nobody can say whether the hop's assertion was used before.</summary>
    ReplayStoreDown,

    /// <summary>The certificate cannot be read, is too large, is an authority's, is not for clients, or has a weak key or signature.</summary>
    CertificateInvalid,

    /// <summary>The certificate comes from no authority of the hop's bundle.</summary>
    CertificateUntrusted,

    /// <summary>The certificate's time is over.</summary>
    CertificateExpired,

    /// <summary>The certificate's time has not come, by this app's clock.</summary>
    CertificateNotYetValid,

    /// <summary>The certificate holds, but names no client that a hop allows.</summary>
    CertificateNotAllowed,
}
