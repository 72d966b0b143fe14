namespace MeshFunctions.Trust;

/// <summary>What was found in a request: no proof, a proven hop, or a reason against every hop.</summary>
internal readonly record struct ProofFinding
{
    private ProofFinding(HopTrustResult? proven, UnprovenReason? refusal, TimeSpan? retryAfter)
    {
        Proven = proven;
        Refusal = refusal;
        RetryAfter = retryAfter;
    }

    /// <summary>No material at all.</summary>
    public static ProofFinding Absent => default;

    public HopTrustResult? Proven { get; }

    public UnprovenReason? Refusal { get; }

    /// <summary>When to ask again; set with <see cref="UnprovenReason.KeyUnavailable"/> only.</summary>
    public TimeSpan? RetryAfter { get; }

    // What is wrong with the request outweighs what is wrong with us: garbage beside an unavailable key is no reason to ask again.
    private int Weight => (Proven, Refusal) switch
    {
        (null, null) => 0,
        (_, null) => 1,
        (_, UnprovenReason.KeyUnavailable) => 2,
        _ => 3,
    };

    public static ProofFinding Of(HopTrustResult proven) => new(proven, null, null);

    public static ProofFinding Against(UnprovenReason refusal) => new(null, refusal, null);

    public static ProofFinding Unavailable(TimeSpan retryAfter) => new(null, UnprovenReason.KeyUnavailable, retryAfter);

    /// <summary>Both findings of one request. A proof never outvotes a failed one, and two hops are none.</summary>
    public ProofFinding And(ProofFinding other)
    {
        if (Proven is not null && other.Proven is not null)
        {
            return Against(UnprovenReason.ProofAmbiguous);
        }

        return other.Weight > Weight ? other : this;
    }
}
