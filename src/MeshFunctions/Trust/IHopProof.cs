namespace MeshFunctions.Trust;

/// <summary>One way in which hops prove themselves, for all hops that use it.</summary>
internal interface IHopProof
{
    /// <summary>Looks for this kind of proof. Reads every piece of material of its kind, and never throws for what a request holds.</summary>
    ValueTask<ProofFinding> FindAsync(TrustRequest request, CancellationToken cancellationToken);
}
