namespace MeshFunctions.Identity.Peers;

/// <summary>The refusals as label values of metrics.</summary>
internal static class PeerRefusalNames
{
    public static string ToLabel(this PeerRefusal refusal) => refusal switch
    {
        PeerRefusal.Malformed => "malformed",
        PeerRefusal.NotVerified => "not_verified",
        PeerRefusal.CertificateInvalid => "certificate_invalid",
        PeerRefusal.CertificateNotValidNow => "certificate_not_valid_now",
        PeerRefusal.CertificateUntrusted => "certificate_untrusted",
        PeerRefusal.HashMismatch => "hash_mismatch",
        PeerRefusal.ChainWithoutLeaf => "chain_without_leaf",
        PeerRefusal.NoWorkload => "no_workload",
        PeerRefusal.TrustDomain => "trust_domain",
        PeerRefusal.ElementMissing => "element_missing",
        PeerRefusal.OtherProxy => "other_proxy",
        PeerRefusal.Conflict => "conflict",
        _ => "other",
    };
}
