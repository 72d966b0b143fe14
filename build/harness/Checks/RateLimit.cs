using System.Globalization;
using System.Net;
using Harness.Requests;

namespace Harness.Checks;

/// <summary>7: the edge holds back what is too quick, so that the app never sees it.</summary>
internal sealed class RateLimit : ICheck
{
    private const int Requests = 200;
    private static readonly Uri WhoAmIPath = new("/api/whoami", UriKind.Relative);

    public string Title => $"{Requests} quick requests: the edge answers some 429, the app sees no more than the limit";

    public async Task RunAsync(CheckContext context, Findings findings, CancellationToken cancellationToken)
    {
        await Task.Delay(context.Limit.Recovery, context.TimeProvider, cancellationToken);
        long start = context.TimeProvider.GetTimestamp();
        Answer[] answers = await Task.WhenAll(
            Enumerable.Range(0, Requests).Select(_ => Ask.GetAsync(context.QuickEdge, WhoAmIPath, [], cancellationToken)));
        TimeSpan time = context.TimeProvider.GetElapsedTime(start);

        int passed = answers.Count(answer => answer.Status == HttpStatusCode.OK);
        int refused = answers.Count(answer => answer.Status == HttpStatusCode.TooManyRequests);
        findings.Expect(passed + refused == Requests, $"{Requests - passed - refused} answers are neither 200 nor 429");
        findings.Expect(refused > 0, "none was answered 429");

        // Every request that passed is known by its id; none of the others may have reached the app.
        HashSet<string> served = [.. answers.Where(answer => answer.Status == HttpStatusCode.OK).Select(answer => answer.RequestId)];
        HashSet<string> held = [.. answers.Where(answer => answer.Status == HttpStatusCode.TooManyRequests).Select(answer => answer.RequestId)];
        bool logged = await context.LogsShowAsync(() => served.IsSubsetOf(Seen(context)), cancellationToken);
        HashSet<string> seen = Seen(context);
        findings.Expect(logged, "the app's log lacks requests that it answered");
        findings.Expect(!seen.Overlaps(held), "the app saw requests that the edge answered 429");
        double most = context.Limit.MostWithin(time);
        findings.Expect(served.Count <= most, string.Create(CultureInfo.InvariantCulture, $"the app saw {served.Count} requests, more than {most:0.0}"));
        findings.Note(string.Create(CultureInfo.InvariantCulture, $"{passed} passed, {refused} refused in {time.TotalSeconds:0.00} s; the limit allows {most:0}"));
        await Task.Delay(context.Limit.Recovery, context.TimeProvider, cancellationToken);
    }

    private static HashSet<string> Seen(CheckContext context) =>
        [.. context.Logs.Spans("orders").Select(span => span.RequestId).OfType<string>()];
}
