using MeshFunctions.Headers;

namespace MeshFunctions.Trust;

/// <summary>Which headers each family of identity consists of.</summary>
internal static class IdentitySourceHeaders
{
    private static readonly MeshHeader[] NginxCertificate = [MeshHeader.ClientVerify, MeshHeader.ClientCert];

    private static readonly MeshHeader[] EasyAuth = [MeshHeader.ClientPrincipal, MeshHeader.ClientPrincipalId];

    public static IReadOnlyList<MeshHeader> Of(IdentitySource source) => source switch
    {
        IdentitySource.NginxCertificate => NginxCertificate,
        IdentitySource.EasyAuth => EasyAuth,
        _ => [],
    };

    /// <summary>The plan for a configuration: the families and the headers of their own that any of the hops sets.</summary>
    public static HeaderPlan PlanFor(IReadOnlyCollection<HopOptions> hops) =>
        HeaderPlan.For(hops.SelectMany(hop => hop.Sets).SelectMany(Of), hops.SelectMany(hop => hop.CustomHeaders()));
}
