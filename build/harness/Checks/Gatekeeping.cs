using System.Net;
using Harness.Forgery;
using Harness.Requests;
using Harness.Stack;

namespace Harness.Checks;

/// <summary>9: an app without a sidecar. The gatekeeper signs what passes the edge, and refuses bad tokens before the app sees them.</summary>
internal sealed class Gatekeeping : ICheck
{
    private static readonly Uri Profile = new("/account/profile", UriKind.Relative);
    private static readonly Uri WhoAmIPath = new("/account/whoami", UriKind.Relative);

    public string Title => "an app without a sidecar: the gatekeeper's signature proves the hop, a bad token ends at the edge";

    public async Task RunAsync(CheckContext context, Findings findings, CancellationToken cancellationToken)
    {
        string good = await context.Cloud.AccountAsync(cancellationToken);
        Answer served = await Ask.GetAsync(context.Edge, Profile, Ask.Bearer(good), cancellationToken);
        findings.Expect(served.Status == HttpStatusCode.OK && served.Text("hop") is MeshNames.Gatekeeper, $"the good token was answered {(int)served.Status}: {served.Body}");

        Answer refused = await Ask.GetAsync(context.Edge, Profile, Ask.Bearer(await context.Cloud.WriterAsync(cancellationToken)), cancellationToken);
        findings.Expect(refused.Status == HttpStatusCode.Unauthorized, $"a token for another app was answered {(int)refused.Status}: {refused.Body}");
        findings.Expect(refused.Challenge?.Contains("invalid_token", StringComparison.Ordinal) == true, $"its challenge is {refused.Challenge ?? "missing"}");
        bool logged = await context.LogsShowAsync(() => Saw(context, served) && Saw(context, refused, "edge"), cancellationToken);
        findings.Expect(logged, "control: the served request is not in the app's log, or the refused one not in the edge's");
        findings.Expect(!Saw(context, refused), "the app saw the request whose token the gatekeeper refused");

        await ForgeAsync(context, good, findings, cancellationToken);
        findings.Note(refused.Challenge ?? "");
    }

    private static async Task ForgeAsync(CheckContext context, string good, Findings findings, CancellationToken cancellationToken)
    {
        foreach (ForgedFamily family in context.Forged.All)
        {
            WhoAmI seen = WhoAmI.Parse(await Ask.GetAsync(context.Edge, WhoAmIPath, family.Headers, cancellationToken));
            findings.Expect(seen is { Proven: true, Hop: MeshNames.Gatekeeper, Peer: null, Caller: null }, $"{family} through the edge: {seen}");
            WhoAmI past = WhoAmI.Parse(await Ask.GetAsync(context.Account, WhoAmIPath, family.Headers, cancellationToken));
            findings.Expect(past is { Proven: false, Hop: null, Peer: null, Caller: null }, $"{family} at the port of account: {past}");
        }

        Answer profile = await Ask.GetAsync(context.Account, Profile, Ask.Bearer(good), cancellationToken);
        findings.Expect(profile.Status == HttpStatusCode.Forbidden, $"a valid token at the app's own port was answered {(int)profile.Status}: {profile.Body}");
    }

    private static bool Saw(CheckContext context, Answer answer, string tier = MeshNames.Account) =>
        context.Logs.Spans(tier).Any(span => string.Equals(span.RequestId, answer.RequestId, StringComparison.Ordinal));
}
