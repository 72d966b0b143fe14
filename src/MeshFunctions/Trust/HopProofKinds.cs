using MeshFunctions.Headers;

namespace MeshFunctions.Trust;

/// <summary>What the kinds of proof are worth, and what they read.</summary>
internal static class HopProofKinds
{
    /// <summary>Whether only the holder of a key can make the hop's proof. A certificate in a header is public. What is not named here is not.</summary>
    public static bool IsCryptographic(HopOptions hop) => hop.Proof switch
    {
        HopProof.SharedKey or HopProof.SignedAssertion => true,
        HopProof.ClientCertificate => !hop.AppService,
        _ => false,
    };

    /// <summary>The header of a shared key.</summary>
    public static MeshHeader Header(this HopKeyHeader header) => header == HopKeyHeader.DaprApiToken ? MeshHeader.DaprApiToken : MeshHeader.HopKey;

    /// <summary>The identity headers that a hop's proof reads, so that they are read at all and a repetition fails the request.</summary>
    public static IEnumerable<HeaderRule> Evidence(HopOptions hop) => hop.Proof switch
    {
        HopProof.ClientCertificate when hop.AppService => [HeaderRule.Of(MeshHeader.ArrClientCert)],
        HopProof.AppServiceAuthentication => [HeaderRule.Of(MeshHeader.ClientPrincipal)],
        _ => [],
    };
}
