using System.Diagnostics.CodeAnalysis;

namespace MeshFunctions.Headers.Certificates;

/// <summary>What <see cref="CertificateChecker"/> found: the names of a certificate that holds, or why it does not.</summary>
internal sealed class CertificateVerdict
{
    private CertificateVerdict(CertificateNames? names, CertificateRefusal? refusal)
    {
        Names = names;
        Refusal = refusal;
    }

    /// <summary>The names, where the certificate holds.</summary>
    public CertificateNames? Names { get; }

    /// <summary>Why it does not hold; null where it does.</summary>
    public CertificateRefusal? Refusal { get; }

    [MemberNotNullWhen(true, nameof(Names))]
    [MemberNotNullWhen(false, nameof(Refusal))]
    public bool Holds => Names is not null;

    public static CertificateVerdict Of(CertificateNames names) => new(names, null);

    public static CertificateVerdict Against(CertificateRefusal refusal) => new(null, refusal);
}
