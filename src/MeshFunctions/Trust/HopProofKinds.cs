using MeshFunctions.Headers;

namespace MeshFunctions.Trust;

/// <summary>What the kinds of proof are worth, and what they read.</summary>
internal static class HopProofKinds
{
    /// <summary>Whether only the holder of a key can make the proof. What is not named here is not.</summary>
    public static bool IsCryptographic(this HopProof? proof) => proof is HopProof.SharedKey or HopProof.ClientCertificate or HopProof.SignedAssertion;

    /// <summary>The header of a shared key.</summary>
    public static MeshHeader Header(this HopKeyHeader header) => header == HopKeyHeader.DaprApiToken ? MeshHeader.DaprApiToken : MeshHeader.HopKey;

    /// <summary>The identity headers that a hop's proof reads, so that they are read at all and a repetition fails the request.</summary>
    public static IEnumerable<MeshHeader> Evidence(HopOptions hop) => hop.Proof switch
    {
        HopProof.ClientCertificate when hop.AppService => [MeshHeader.ArrClientCert],
        HopProof.AppServiceAuthentication => [MeshHeader.ClientPrincipal],
        _ => [],
    };
}
