using MeshFunctions.Headers;

namespace MeshFunctions.Trust;

/// <summary>
/// <c>X-MS-CLIENT-PRINCIPAL</c>: App Service Authentication removes what clients send of it, so its presence shows that the platform let the request in. What it
/// says is for the identity stage.
/// </summary>
internal sealed class AppServiceAuthenticationProof(string name, HopOptions options) : IHopProof
{
    private readonly HopTrustResult _proven = new(new HopTrust.Proven(name, subject: null, options), RetryAfter: null);

    public ValueTask<ProofFinding> FindAsync(TrustRequest request, CancellationToken cancellationToken) => new(
        request.Headers.Evidence(MeshHeader.ClientPrincipal) switch
        {
            null => ProofFinding.Absent,
            "" => ProofFinding.Against(UnprovenReason.ProofInvalid),
            _ => ProofFinding.Of(_proven),
        });
}
