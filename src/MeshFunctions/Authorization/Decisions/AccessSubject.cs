namespace MeshFunctions.Authorization.Decisions;

/// <summary>What is known of the requester when access is decided.</summary>
/// <param name="Mesh">Hop, peer, caller and lineage.</param>
/// <param name="TokenRetryAfter">Set where a token could not be validated because its issuer's keys cannot be had.</param>
/// <param name="HopRetryAfter">Set where the hop could not be proven because its key cannot be had.</param>
internal readonly record struct AccessSubject(MeshContext Mesh, TimeSpan? TokenRetryAfter, TimeSpan? HopRetryAfter)
{
    /// <summary>Set where a transaction token could not be validated because its service's keys cannot be had.</summary>
    public TimeSpan? TransactionRetryAfter { get; init; }
}
