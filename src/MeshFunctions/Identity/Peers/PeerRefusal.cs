namespace MeshFunctions.Identity.Peers;

/// <summary>Why identity headers of a proven hop make no peer. A closed set: the label of a metric.</summary>
internal enum PeerRefusal
{
    /// <summary>The text does not follow the family's grammar, or can be read in more ways than one.</summary>
    Malformed,

    /// <summary>Nginx did not verify the certificate.</summary>
    NotVerified,

    /// <summary>The certificate cannot be read, or is not one of exactly one workload.</summary>
    CertificateInvalid,

    /// <summary>The certificate is not valid at this moment.</summary>
    CertificateNotValidNow,

    /// <summary>No authority of the hop's bundle stands behind the certificate.</summary>
    CertificateUntrusted,

    /// <summary>The certificate is not the one whose hash is told.</summary>
    HashMismatch,

    /// <summary>Issuers are there without the certificate that they issued.</summary>
    ChainWithoutLeaf,

    /// <summary>The client is known, but not as a workload.</summary>
    NoWorkload,

    /// <summary>The workload is of a trust domain that is not configured.</summary>
    TrustDomain,

    /// <summary>There are fewer elements than the configured depth.</summary>
    ElementMissing,

    /// <summary>The element was not written by the configured proxy, or not by it alone.</summary>
    OtherProxy,

    /// <summary>Two families name different workloads.</summary>
    Conflict,
}
