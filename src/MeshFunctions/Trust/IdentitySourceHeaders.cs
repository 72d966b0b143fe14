using MeshFunctions.Headers;

namespace MeshFunctions.Trust;

/// <summary>Which headers each family of identity consists of.</summary>
internal static class IdentitySourceHeaders
{
    private static readonly MeshHeader[] NginxCertificate = [MeshHeader.ClientVerify, MeshHeader.ClientCert];

    public static IReadOnlyList<MeshHeader> Of(IdentitySource source) => source switch
    {
        IdentitySource.NginxCertificate => NginxCertificate,
        _ => [],
    };

    /// <summary>The plan for a configuration: the families that any of the hops sets.</summary>
    public static HeaderPlan PlanFor(IEnumerable<HopOptions> hops) =>
        HeaderPlan.For(hops.SelectMany(hop => hop.Sets).SelectMany(Of));
}
