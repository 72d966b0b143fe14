namespace MeshFunctions.Headers.Certificates;

/// <summary>Why a certificate is not taken; a closed set, fit for metrics.</summary>
internal enum CertificateRefusal
{
    /// <summary>Over 16 KiB; nothing of it was read.</summary>
    TooLarge,

    /// <summary>No certificate in DER, or one with an extension twice (RFC 5280 §4.2) or names that cannot be read.</summary>
    Malformed,

    /// <summary>A certificate that may sign others (X509-SVID §4.1).</summary>
    Authority,

    /// <summary>Its time has not come.</summary>
    NotYetValid,

    /// <summary>Its time is over.</summary>
    Expired,

    /// <summary>No extended key usage, or one without client authentication (RFC 5280 §4.2.1.12).</summary>
    WrongUsage,

    /// <summary>RSA under 2,048 bits, a curve under 256, or another kind of key; its own or that of one above it.</summary>
    WeakKey,

    /// <summary>Signed with SHA-1, or with anything but RSA (PKCS #1 v1.5) or ECDSA over SHA-256, SHA-384 or SHA-512.</summary>
    WeakSignature,

    /// <summary>The bundle holds no authority of its issuer's name and key id; no chain was built.</summary>
    UnknownIssuer,

    /// <summary>It names an authority of the bundle that did not sign it; no chain was built.</summary>
    WrongSignature,

    /// <summary>Its chain does not hold: constraints, time of an authority, an unknown critical extension.</summary>
    Untrusted,

    /// <summary>There is no bundle to check against: its file was never readable.</summary>
    NoBundle,
}
