namespace MeshFunctions.Trust;

/// <summary>What became of comparing a received key with those of the hops, one after another and all of them.</summary>
internal struct SharedKeyTally(string received)
{
    private readonly byte[] _digest = HopKeyDigests.DigestOf(received);
    private int _matches;
    private HopTrustResult? _proven;
    private TimeSpan? _retryAfter;

    /// <summary>What is to be said once all hops were added.</summary>
    public readonly ProofFinding Finding => (_matches, _proven, _retryAfter) switch
    {
        (1, { } one, _) => ProofFinding.Of(one),
        ( > 1, _, _) => ProofFinding.Against(UnprovenReason.ProofAmbiguous),
        (_, _, { } wait) => ProofFinding.Unavailable(wait),
        _ => ProofFinding.Against(UnprovenReason.ProofInvalid),
    };

    public void Add(SharedKeyHop hop, HopKeyDigests? digests, TimeSpan retry)
    {
        if (digests is null)
        {
            _retryAfter = _retryAfter is { } soonest && soonest < retry ? soonest : retry;
        }
        else if (digests.Match(_digest))
        {
            _matches++;
            _proven = hop.Proven;
        }
    }
}
