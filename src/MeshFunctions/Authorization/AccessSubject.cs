namespace MeshFunctions.Authorization;

/// <summary>What is known of the requester when access is decided.</summary>
/// <param name="Mesh">Hop, peer, caller and lineage.</param>
/// <param name="TokenRetryAfter">Set where a token could not be validated because its issuer's keys cannot be had.</param>
/// <param name="HopRetryAfter">Set where the hop could not be proven because its key cannot be had.</param>
internal readonly record struct AccessSubject(MeshContext Mesh, TimeSpan? TokenRetryAfter, TimeSpan? HopRetryAfter);
