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

    public ValueTask<ProofFinding> FindAsync(TrustRequest request, CancellationToken cancellationToken)
    {
        if (request.Headers.Proof(header) is not { } received)
        {
            return new(ProofFinding.Absent);
        }

        var tally = new SharedKeyTally(received);
        for (var index = 0; index < _hops.Length; index++)
        {
            var key = _hops[index].GetDigestsAsync(cancellationToken);
            if (!key.IsCompletedSuccessfully)
            {
                return FindLaterAsync(tally, key.AsTask(), index, cancellationToken);
            }

            var (digests, retry) = key.Result;
            tally.Add(_hops[index], digests, retry);
        }

        return new(tally.Finding);
    }

    /// <summary>The rest of the hops, from one whose key is not there yet: all at once, so that the waits do not add up.</summary>
    private async ValueTask<ProofFinding> FindLaterAsync(
        SharedKeyTally tally, Task<(HopKeyDigests? Digests, TimeSpan RetryAfter)> first, int index, CancellationToken cancellationToken)
    {
        var rest = _hops[index..];
        var keys = await Task.WhenAll([first, .. rest.Skip(1).Select(hop => hop.GetDigestsAsync(cancellationToken).AsTask())]).ConfigureAwait(false);
        foreach (var (hop, (digests, retry)) in rest.Zip(keys))
        {
            tally.Add(hop, digests, retry);
        }

        return tally.Finding;
    }
}
