namespace MeshFunctions.Trust;

/// <summary>The header in which a hop with <see cref="HopProof.SharedKey"/> sends its key.</summary>
public enum HopKeyHeader
{
    /// <summary><c>Mesh-Hop-Key</c>.</summary>
    MeshHopKey,

    /// <summary><c>dapr-api-token</c>, which a Dapr sidecar sends with every call to its app where <c>APP_API_TOKEN</c> is set.</summary>
    DaprApiToken,
}
