namespace MeshFunctions.Trust;

/// <summary>The reasons as label values of metrics.</summary>
internal static class UnprovenReasonNames
{
    public static string ToLabel(this UnprovenReason reason) => reason switch
    {
        UnprovenReason.NoHopConfigured => "no_hop_configured",
        UnprovenReason.ProofMissing => "proof_missing",
        UnprovenReason.ProofInvalid => "proof_invalid",
        UnprovenReason.ProofUnexpected => "proof_unexpected",
        UnprovenReason.ProofAmbiguous => "proof_ambiguous",
        UnprovenReason.KeyUnavailable => "key_unavailable",
        UnprovenReason.AssertionExpired => "assertion_expired",
        UnprovenReason.AssertionNotYetValid => "assertion_not_yet_valid",
        UnprovenReason.AssertionMismatch => "assertion_mismatch",
        UnprovenReason.Replayed => "replayed",
        UnprovenReason.ReplayStoreDown => "replay_store_down",
        UnprovenReason.CertificateInvalid => "certificate_invalid",
        UnprovenReason.CertificateUntrusted => "certificate_untrusted",
        UnprovenReason.CertificateExpired => "certificate_expired",
        UnprovenReason.CertificateNotYetValid => "certificate_not_yet_valid",
        UnprovenReason.CertificateNotAllowed => "certificate_not_allowed",
        _ => "other",
    };
}
