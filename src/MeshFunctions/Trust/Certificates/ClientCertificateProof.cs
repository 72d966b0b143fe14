using MeshFunctions.Headers;
using MeshFunctions.Headers.Certificates;

namespace MeshFunctions.Trust.Certificates;

/// <summary>
/// A client certificate: that of the connection, for hops that hold one with this process, and that in <c>X-ARR-ClientCert</c>, for hops before App Service's
/// front end. The header is not even looked at where no hop comes that way.
/// </summary>
internal sealed class ClientCertificateProof(CertificateHops connected, CertificateHops forwarded) : IHopProof
{
    public ValueTask<ProofFinding> FindAsync(TrustRequest request, CancellationToken cancellationToken)
    {
        var finding = ProofFinding.Absent;
        if (!connected.IsEmpty && request.ConnectionCertificate is { } shown)
        {
            finding = connected.Find(shown.RawDataMemory.Span);
        }

        if (!forwarded.IsEmpty && request.Headers.Evidence(MeshHeader.ArrClientCert) is { } text)
        {
            finding = finding.And(ArrCertificate.TryDecode(text, out var der)
                ? forwarded.Find(der)
                : ProofFinding.Against(UnprovenReason.CertificateInvalid));
        }

        return new(finding);
    }
}
