using System.Net;
using Harness.Checks;
using Harness.Cloud;
using Harness.Requests;
using Harness.Stack;

namespace EndToEnd.Tests.Soak;

/// <summary>One client with a connection of its own: orders, reads what it ordered, asks who it is, and asks the app behind the gatekeeper; with new tokens every ten rounds.</summary>
internal sealed class SoakLoad(CheckContext context, SoakTally tally) : IDisposable
{
    public const string Orders = "orders";

    private const int RoundsPerToken = 10;
    private static readonly Uri Profile = new("/account/profile", UriKind.Relative);

    private readonly HttpClient _edge = Connect(context);
    private string _writer = "";
    private string _account = "";

    /// <summary>Asks until it is told to stop, which no request is cut off by.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        CancellationToken cancellationToken = TestContext.Current.CancellationToken;
        for (int round = 0; !stop.IsCancellationRequested; round++)
        {
            if (round % RoundsPerToken == 0)
            {
                _writer = await context.Cloud.WriterAsync(cancellationToken);
                _account = await context.Cloud.AccountAsync(cancellationToken);
                tally.SignedBy(IssuedTokens.KeyId(_writer));
            }

            await RoundAsync(cancellationToken);
        }
    }

    public void Dispose() => _edge.Dispose();

    // A front door that reads its configuration anew closes idle connections. What was sent on one is sent again as long as no content has left.
    private static HttpClient Connect(CheckContext context)
    {
        HttpClient client = MeshClient.Tls(context.Stack.Edge, context.Stack.Pki.SiteCa);
        client.DefaultRequestHeaders.ExpectContinue = true;
        return client;
    }

    private async Task RoundAsync(CancellationToken cancellationToken)
    {
        Answer? placed = await AskAsync(Orders, HttpStatusCode.Created, () => Ask.OrderAsync(_edge, _writer, cancellationToken), cancellationToken);
        if (placed?.Text("id") is { } id)
        {
            await AskAsync("orders read", HttpStatusCode.OK, () => GetAsync(new Uri($"/api/orders/{id}", UriKind.Relative), _writer, cancellationToken), cancellationToken);
        }

        await AskAsync("profiles", HttpStatusCode.OK, () => GetAsync(Profile, _account, cancellationToken), cancellationToken);
        Answer? who = await AskAsync("whoami", HttpStatusCode.OK, () => GetAsync(new Uri("/api/whoami", UriKind.Relative), _writer, cancellationToken), cancellationToken);
        if (who is not null && WhoAmI.Parse(who) is not { Proven: true, Hop: MeshNames.Hop, Peer: MeshNames.EdgeId, Caller: MeshNames.Writer })
        {
            tally.Fail("whoami", who.Body);
        }
    }

    private Task<Answer> GetAsync(Uri path, string token, CancellationToken cancellationToken) => Ask.GetAsync(_edge, path, Ask.Bearer(token), cancellationToken);

    /// <summary>The answer that was expected; null for any other, and where there is none.</summary>
    private async Task<Answer?> AskAsync(string what, HttpStatusCode expected, Func<Task<Answer>> askAsync, CancellationToken cancellationToken)
    {
        await context.Pace.NextAsync(cancellationToken);
        tally.Count(what);
        try
        {
            Answer answer = await askAsync();
            if (answer.Status == expected)
            {
                return answer;
            }

            tally.Fail(what, $"{(int)answer.Status} {answer.Challenge} {answer.RequestIdHeader} {answer.Body}");
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException || (failure is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            tally.Fail(what, $"{failure.GetType().Name} {failure.Message} ({failure.InnerException?.Message})");
        }

        return null;
    }
}
