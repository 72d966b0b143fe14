using System.Collections.Immutable;
using MeshFunctions.Headers.Certificates;

namespace MeshFunctions.Trust.Certificates;

/// <summary>The hops whose certificates arrive in one way.</summary>
internal sealed class CertificateHops(IEnumerable<CertificateHop> hops)
{
    // A bundle that is missing is put there by a person or an agent.
    private static readonly TimeSpan Retry = TimeSpan.FromSeconds(5);

    private readonly ImmutableArray<CertificateHop> _hops = [.. hops];

    public bool IsEmpty => _hops.IsEmpty;

    /// <summary>Which hop a certificate proves. One that fits two hops proves neither.</summary>
    public ProofFinding Find(ReadOnlySpan<byte> der)
    {
        var finding = ProofFinding.Absent;
        CertificateRefusal? refusal = null;
        var holds = false;
        foreach (var hop in _hops)
        {
            var verdict = hop.Check(der);
            if (!verdict.Holds)
            {
                refusal = Telling(refusal, verdict.Refusal.GetValueOrDefault());
                continue;
            }

            holds = true;
            if (hop.Proven(verdict.Names) is { } proven)
            {
                finding = finding.And(ProofFinding.Of(proven));
            }
        }

        if (finding != ProofFinding.Absent)
        {
            return finding;
        }

        return holds || refusal is null ? ProofFinding.Against(UnprovenReason.CertificateNotAllowed) : Against(refusal.Value);
    }

    // One bundle's stranger may be another's expired client, which says more.
    private static CertificateRefusal Telling(CertificateRefusal? one, CertificateRefusal other) => one switch
    {
        null or CertificateRefusal.NoBundle => other,
        CertificateRefusal.UnknownIssuer when other != CertificateRefusal.NoBundle => other,
        { } first => first,
    };

    private static ProofFinding Against(CertificateRefusal refusal) => refusal switch
    {
        CertificateRefusal.NoBundle => ProofFinding.Unavailable(Retry),
        CertificateRefusal.Expired => ProofFinding.Against(UnprovenReason.CertificateExpired),
        CertificateRefusal.NotYetValid => ProofFinding.Against(UnprovenReason.CertificateNotYetValid),
        CertificateRefusal.UnknownIssuer or CertificateRefusal.WrongSignature or CertificateRefusal.Untrusted => ProofFinding.Against(UnprovenReason.CertificateUntrusted),
        _ => ProofFinding.Against(UnprovenReason.CertificateInvalid),
    };
}
