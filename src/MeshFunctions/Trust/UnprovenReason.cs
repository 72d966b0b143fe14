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
}
