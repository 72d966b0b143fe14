using MeshFunctions.Headers;

namespace MeshFunctions.Trust;

/// <summary>Proof material that no configured hop uses. It cannot hold, and what does not hold is never outvoted by what does (T02b).</summary>
internal sealed class UnclaimedProof(IEnumerable<MeshHeader> claimed) : IHopProof
{
    private readonly HeaderRule[] _unclaimed = [.. ProofHeaders.All.Except(claimed.Select(HeaderRule.Of))];

    public ValueTask<ProofFinding> FindAsync(TrustRequest request, CancellationToken cancellationToken)
    {
        foreach (var header in _unclaimed)
        {
            if (request.Headers.Proof(header) is not null)
            {
                return new(ProofFinding.Against(UnprovenReason.ProofUnexpected));
            }
        }

        return new(ProofFinding.Absent);
    }
}
