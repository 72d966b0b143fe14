using MeshFunctions.Headers;

namespace MeshFunctions.Trust;

/// <summary>Which headers each family of identity consists of.</summary>
internal static class IdentitySourceHeaders
{
    private static readonly HeaderRule[] NginxCertificate = [HeaderRule.Of(MeshHeader.ClientVerify), HeaderRule.Of(MeshHeader.ClientCert)];
    private static readonly HeaderRule[] Xfcc = [HeaderRule.Of(MeshHeader.Xfcc)];
    private static readonly HeaderRule[] Linkerd = [HeaderRule.Of(MeshHeader.LinkerdClientId)];
    private static readonly HeaderRule[] Dapr = [HeaderRule.Of(MeshHeader.DaprCallerAppId), HeaderRule.Of(MeshHeader.DaprCallerNamespace)];
    private static readonly HeaderRule[] ClientCert = [HeaderRule.Of(MeshHeader.RfcClientCert), HeaderRule.Of(MeshHeader.RfcClientCertChain)];
    private static readonly HeaderRule[] AppServiceCertificate = [HeaderRule.Of(MeshHeader.ArrClientCert)];

    private static readonly HeaderRule[] EasyAuth = [HeaderRule.Of(MeshHeader.ClientPrincipal), HeaderRule.Of(MeshHeader.ClientPrincipalId)];
    private static readonly HeaderRule[] TransactionToken = [HeaderRule.Of(MeshHeader.TransactionToken)];

    public static IReadOnlyList<HeaderRule> Of(IdentitySource source) => source switch
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
    public static HeaderPlan PlanFor(IReadOnlyCollection<HopOptions> hops) => HeaderPlan.For(SetBy(hops), CustomOf(hops)).WithEvidence(hops.SelectMany(HopProofKinds.Evidence));

    // Loops, not queries: queries over values are compiled at each start, and this runs in it.
    private static IEnumerable<HeaderRule> SetBy(IEnumerable<HopOptions> hops)
    {
        foreach (var hop in hops)
        {
            for (var index = 0; index < hop.Sets.Count; index++)
            {
                foreach (var rule in Of(hop.Sets[index]))
                {
                    yield return rule;
                }
            }
        }
    }

    private static IEnumerable<CustomHeader> CustomOf(IEnumerable<HopOptions> hops)
    {
        foreach (var hop in hops)
        {
            foreach (var header in hop.CustomHeaders())
            {
                yield return header;
            }
        }
    }
}
