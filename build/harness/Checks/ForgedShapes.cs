using System.Net;
using Harness.Forgery;
using Harness.Requests;
using Harness.Stack;

namespace Harness.Checks;

/// <summary>Every family in every shape, by HTTP/1.1 and HTTP/2 at the front door, and at an app's own port.</summary>
internal static class ForgedShapes
{
    private static readonly Uri WhoAmIPath = new("/api/whoami", UriKind.Relative);

    /// <summary>Sends them all; the number of requests.</summary>
    public static async Task<int> RunAsync(CheckContext context, Findings findings, CancellationToken cancellationToken)
    {
        int sent = 0;
        foreach (ForgedFamily family in context.Forged.All)
        {
            foreach (ForgedVariant variant in Enum.GetValues<ForgedVariant>())
            {
                foreach (Version version in (Version[])[HttpVersion.Version11, HttpVersion.Version20])
                {
                    Answer atEdge = await AtEdgeAsync(context, family, variant, version, cancellationToken);
                    findings.Expect(IsTheRealOne(atEdge), $"{family}, {variant}, HTTP/{version} through the edge: {(int)atEdge.Status} {atEdge.Body}");
                }

                Answer atApp = await AtAppAsync(context, family, variant, cancellationToken);
                findings.Expect(IsNobody(atApp), $"{family}, {variant}, at the port of orders: {(int)atApp.Status} {atApp.Body}");
                sent += 3;
            }
        }

        return sent;
    }

    public static async Task<Answer> AtEdgeAsync(
        CheckContext context,
        ForgedFamily family,
        ForgedVariant variant,
        Version version,
        CancellationToken cancellationToken)
    {
        await context.Pace.NextAsync(cancellationToken);
        return await Curl.GetAsync(new Uri(context.Stack.Edge, WhoAmIPath), context.Stack.Pki.SiteCaFile, version, family.As(variant), cancellationToken);
    }

    public static Task<Answer> AtAppAsync(CheckContext context, ForgedFamily family, ForgedVariant variant, CancellationToken cancellationToken) =>
        Curl.GetAsync(new Uri(context.Stack.Orders, WhoAmIPath), caFile: null, HttpVersion.Version11, family.As(variant), cancellationToken);

    /// <summary>The request went through and nothing of what was forged is believed.</summary>
    public static bool IsTheRealOne(Answer answer) =>
        answer.Status == HttpStatusCode.OK && WhoAmI.Parse(answer) is { Proven: true, Hop: MeshNames.Hop, Peer: MeshNames.EdgeId, Caller: null };

    /// <summary>The request was refused for its headers alone, or nobody is known.</summary>
    public static bool IsNobody(Answer answer) =>
        answer.Status is HttpStatusCode.BadRequest or HttpStatusCode.RequestHeaderFieldsTooLarge
        || (answer.Status == HttpStatusCode.OK && WhoAmI.Parse(answer) is { Proven: false, Hop: null, Peer: null, Caller: null });
}
