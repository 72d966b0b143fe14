using MeshFunctions.Headers;

namespace MeshFunctions.Trust;

/// <summary>Which headers each family of identity consists of.</summary>
internal static class IdentitySourceHeaders
{
    private static readonly MeshHeader[] NginxCertificate = [MeshHeader.ClientVerify, MeshHeader.ClientCert];
    private static readonly MeshHeader[] Xfcc = [MeshHeader.Xfcc];
    private static readonly MeshHeader[] Linkerd = [MeshHeader.LinkerdClientId];
    private static readonly MeshHeader[] Dapr = [MeshHeader.DaprCallerAppId, MeshHeader.DaprCallerNamespace];
    private static readonly MeshHeader[] ClientCert = [MeshHeader.RfcClientCert, MeshHeader.RfcClientCertChain];
    private static readonly MeshHeader[] AppServiceCertificate = [MeshHeader.ArrClientCert];

    private static readonly MeshHeader[] EasyAuth = [MeshHeader.ClientPrincipal, MeshHeader.ClientPrincipalId];
    private static readonly MeshHeader[] TransactionToken = [MeshHeader.TransactionToken];

    public static IReadOnlyList<MeshHeader> Of(IdentitySource source) => source switch
    {
        IdentitySource.NginxCertificate => NginxCertificate,
        IdentitySource.Xfcc => Xfcc,
        IdentitySource.Linkerd => Linkerd,
        IdentitySource.Dapr => Dapr,
        IdentitySource.ClientCert => ClientCert,
        IdentitySource.AppServiceCertificate => AppServiceCertificate,
        IdentitySource.EasyAuth => EasyAuth,
        IdentitySource.TransactionToken => TransactionToken,
        _ => [],
    };

    /// <summary>The plan for a configuration: the families and the headers of their own that any of the hops sets, and what their proofs read.</summary>
    public static HeaderPlan PlanFor(IReadOnlyCollection<HopOptions> hops) => HeaderPlan
        .For(hops.SelectMany(hop => hop.Sets).SelectMany(Of), hops.SelectMany(hop => hop.CustomHeaders()))
        .WithEvidence(hops.SelectMany(HopProofKinds.Evidence));
}
