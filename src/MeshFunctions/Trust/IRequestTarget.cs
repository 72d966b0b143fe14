namespace MeshFunctions.Trust;

/// <summary>Tells where a request went, for proofs that bind it; others never ask.</summary>
internal interface IRequestTarget
{
    /// <summary>Path and query as they arrived; null where they cannot be told, so that nothing binds them.</summary>
    RequestTarget? Read();
}
