using System.Net;
using Harness.Cloud;
using Harness.Requests;
using Harness.Stack;

namespace Harness.Checks;

/// <summary>8: the issuers change their signing keys and the sidecars their hop keys twice under load, and nobody notices.</summary>
internal sealed class KeyRotation : ICheck
{
    private const int Requests = 500;
    private const int RequestsPerToken = 20;
    private static readonly TimeSpan Ahead = TimeSpan.FromSeconds(3);

    public string Title => $"signing keys and hop keys rotated twice during {Requests} requests: none fails";

    public async Task RunAsync(CheckContext context, Findings findings, CancellationToken cancellationToken)
    {
        HopKeyRotation hopKeys = new(context);
        string first = context.Stack.Secrets.OrdersHopKey;
        Task rotations = Task.CompletedTask;
        List<Task<Answer>> answers = [];
        HashSet<string> keys = [];
        string token = "";
        for (int i = 0; i < Requests; i++)
        {
            if (i is Requests / 10 or Requests / 2)
            {
                await context.Cloud.RotateKeysAsync(Ahead, cancellationToken);
                rotations = NextAsync(rotations, () => hopKeys.RunAsync(NginxTiers.Sidecars, cancellationToken));
            }

            if (i % RequestsPerToken == 0)
            {
                token = await context.Cloud.WriterAsync(cancellationToken);
                keys.Add(IssuedTokens.KeyId(token));
            }

            await context.Pace.NextAsync(cancellationToken);
            answers.Add(Ask.OrderAsync(context.QuickEdge, token, cancellationToken));
        }

        foreach (IGrouping<HttpStatusCode, Answer> failed in (await Task.WhenAll(answers)).Where(answer => answer.Status != HttpStatusCode.Created).GroupBy(answer => answer.Status))
        {
            findings.Fault($"{failed.Count()} were answered {(int)failed.Key}: {failed.First().Body}");
        }

        await rotations;
        findings.Expect(!await HopKeyRotation.TakesAsync(context.Orders, first, cancellationToken), "Orders takes a hop key that was rotated twice");
        findings.Expect(keys.Count >= 2, $"only {keys.Count} key signed the tokens");
        findings.Note($"{keys.Count} kids among the tokens; Orders and Inventory took each new version of their secrets from the vault, and the oldest is worth nothing");
    }

    private static async Task NextAsync(Task before, Func<Task> rotateAsync)
    {
        await before;
        await rotateAsync();
    }
}
