using System.Net;
using Harness.Requests;
using Harness.Tree;

namespace Harness.Checks;

/// <summary>2: the user without the role is refused before the function runs.</summary>
internal sealed class RoleMissing : ICheck
{
    public string Title => "the user without the role: 403, the function never ran";

    public async Task RunAsync(CheckContext context, Findings findings, CancellationToken cancellationToken)
    {
        await ExpectAsync("user", await context.Cloud.UserAsync(cancellationToken));
        await ExpectAsync("client", await context.Cloud.ClientAsync(cancellationToken));

        async Task ExpectAsync(string who, string token)
        {
            Answer answer = await Ask.OrderAsync(context.Edge, token, cancellationToken);
            findings.Expect(answer.Status == HttpStatusCode.Forbidden, $"the {who} was answered {(int)answer.Status}: {answer.Body}");
            string request = answer.RequestId;

            // Once the host's own span of the request is there, everything that the app had to say of it is.
            bool logged = await context.LogsShowAsync(() => HasSpan(context.Logs, request), cancellationToken);
            findings.Expect(logged, $"the log of orders has no span of the request {request}");
            findings.Expect(!Marker.Shown(context.Logs, request), $"the function's own marker for {request} is in its log");
        }
    }

    private static bool HasSpan(TierLogs logs, string request) =>
        logs.Spans("orders").Any(span => string.Equals(span.RequestId, request, StringComparison.Ordinal));
}
