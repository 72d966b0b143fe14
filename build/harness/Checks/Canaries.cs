using System.Text;
using System.Text.RegularExpressions;
using Harness.Forgery;
using Harness.Requests;

namespace Harness.Checks;

/// <summary>11: nothing that is secret, or that a forger sent, is in any log.</summary>
internal sealed partial class Canaries : ICheck
{
    private const string FunctionKey = "canary-function-key-5b0de1f94c";

    public string Title => "canaries in keys, secrets, forged identities and tokens: in no log";

    public async Task RunAsync(CheckContext context, Findings findings, CancellationToken cancellationToken)
    {
        // A function key travels in a header or in the query; it reaches a function that is open to everybody.
        Answer answer = await Ask.GetAsync(
            context.Edge,
            new Uri($"/api/whoami?code={FunctionKey}", UriKind.Relative),
            [new("x-functions-key", FunctionKey)],
            cancellationToken);
        string request = answer.RequestId;
        bool logged = await context.LogsShowAsync(() => Holding(context, request).Count >= 3, cancellationToken);
        findings.Expect(logged, $"control: the request id {request} is not in the logs of edge, sidecar and app");

        List<KeyValuePair<string, string>> canaries =
        [
            .. context.Stack.Secrets.All,
            .. context.Cloud.Issued.Canaries,
            new("forged identity", ForgedFamilies.Canary),
            new("function key", FunctionKey),
        ];
        foreach ((string what, string canary) in canaries)
        {
            foreach (string file in Holding(context, canary))
            {
                findings.Fault($"a {what} is in {Path.GetFileName(file)}");
            }
        }

        // Also those that the apps fetched themselves, which nobody here has seen: the start of any compact JWS.
        foreach (string file in Holding(context, static log => SignedToken().IsMatch(log)))
        {
            findings.Fault($"a token is in {Path.GetFileName(file)}");
        }

        findings.Note($"{canaries.Count} strings, {Files(context).Length} files");
    }

    private static string[] Files(CheckContext context) => Directory.GetFiles(context.Stack.Logs, "*", SearchOption.AllDirectories);

    private static List<string> Holding(CheckContext context, string text) =>
        Holding(context, log => log.Contains(text, StringComparison.Ordinal));

    private static List<string> Holding(CheckContext context, Func<string, bool> holds)
    {
        List<string> files = [];
        foreach (string file in Files(context))
        {
            using FileStream stream = new(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            using StreamReader reader = new(stream, Encoding.UTF8);
            if (holds(reader.ReadToEnd()))
            {
                files.Add(file);
            }
        }

        return files;
    }

    [GeneratedRegex(@"eyJ[A-Za-z0-9_-]{8,}\.eyJ[A-Za-z0-9_-]{8,}", RegexOptions.CultureInvariant, 5000)]
    private static partial Regex SignedToken();
}
