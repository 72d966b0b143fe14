using System.Net;
using Harness.Requests;

namespace Harness.Checks;

/// <summary>3: an order without a token.</summary>
internal sealed class NoToken : ICheck
{
    public string Title => "no token: 401 with a challenge";

    public async Task RunAsync(CheckContext context, Findings findings, CancellationToken cancellationToken)
    {
        Answer answer = await Ask.OrderAsync(context.Edge, null, cancellationToken);
        findings.Expect(answer.Status == HttpStatusCode.Unauthorized, $"it was answered {(int)answer.Status}: {answer.Body}");
        findings.Expect(answer.Challenge?.StartsWith("Bearer", StringComparison.Ordinal) == true, $"the challenge is {answer.Challenge ?? "missing"}");
        findings.Note(answer.Challenge ?? "");
    }
}
