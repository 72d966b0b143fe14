namespace MeshFunctions.Identity.Peers;

/// <summary>What one family of headers says: nothing, a peer, or something that is none.</summary>
internal readonly record struct PeerReading
{
    private PeerReading(PeerIdentity? peer, PeerRefusal? refusal)
    {
        Peer = peer;
        Refusal = refusal;
    }

    /// <summary>The family is not there, or says that the client showed nothing.</summary>
    public static PeerReading Absent => default;

    public PeerIdentity? Peer { get; }

    public PeerRefusal? Refusal { get; }

    public static PeerReading Of(PeerIdentity peer) => new(peer, null);

    public static PeerReading Against(PeerRefusal refusal) => new(null, refusal);
}
