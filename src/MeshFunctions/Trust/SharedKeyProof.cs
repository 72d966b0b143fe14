using System.Collections.Immutable;
using MeshFunctions.Headers;

namespace MeshFunctions.Trust;

/// <summary>
/// A key in one header, for all hops whose keys come in it: its SHA-256 is compared with that of both active values of every hop's key, in fixed time and without stopping at a match. A value that
/// fits two hops proves neither. Where nothing fits and a key is not there to compare with, nothing is known.
/// </summary>
internal sealed class SharedKeyProof(MeshHeader header, IEnumerable<SharedKeyHop> hops) : IHopProof
{
    private readonly ImmutableArray<SharedKeyHop> _hops = [.. hops];

    public async ValueTask<ProofFinding> FindAsync(TrustRequest request, CancellationToken cancellationToken)
    {
        if (request.Headers.Proof(header) is not { } received)
        {
            return ProofFinding.Absent;
        }

        var digest = HopKeyDigests.DigestOf(received);
        var matches = 0;
        HopTrustResult? proven = null;
        TimeSpan? retryAfter = null;

        // All at once, so that the waits for keys that are not there yet do not add up.
        var keys = await Task.WhenAll(_hops.Select(hop => hop.GetDigestsAsync(cancellationToken).AsTask())).ConfigureAwait(false);
        foreach (var (hop, (digests, retry)) in _hops.Zip(keys))
        {
            if (digests is null)
            {
                retryAfter = retryAfter is { } soonest && soonest < retry ? soonest : retry;
            }
            else if (digests.Match(digest))
            {
                matches++;
                proven = hop.Proven;
            }
        }

        return (matches, proven, retryAfter) switch
        {
            (1, { } one, _) => ProofFinding.Of(one),
            ( > 1, _, _) => ProofFinding.Against(UnprovenReason.ProofAmbiguous),
            (_, _, { } wait) => ProofFinding.Unavailable(wait),
            _ => ProofFinding.Against(UnprovenReason.ProofInvalid),
        };
    }
}
