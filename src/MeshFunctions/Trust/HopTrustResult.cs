namespace MeshFunctions.Trust;

/// <summary>What the trust stage found.</summary>
/// <param name="Trust">The hop, proven or not.</param>
/// <param name="RetryAfter">Set where the hop could not be judged for want of its key, and only then: when it is worth asking again.</param>
internal sealed record HopTrustResult(HopTrust Trust, TimeSpan? RetryAfter);
