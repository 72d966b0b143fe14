using LocalCloud.Tokens;
using MeshFunctions.Tests.Credentials;

namespace MeshFunctions.Tests.Hosting;

/// <summary>
/// One unique text for each key and token that a request carries, accepted and refused in every way, and a search of logs, spans, metrics and answers for all of them. The functions that throw are the app's own,
/// and throw none of these.
/// </summary>
public abstract class RequestCanaryScenes(MeshAppFixture mesh)
{
    private const string FunctionsKey = "canary-functions-key-81b0";
    private const string SubscriptionKey = "canary-subscription-key-c44e";
    private const string WrongKey = "canary-of-a-wrong-hop-key-0123456789abcdef";
    private const string Basic = "Y2FuYXJ5LWJhc2ljOmNhbmFyeQ==";

    [Fact]
    public async Task T68_T69_no_sink_holds_what_a_request_carries()
    {
        using var sinks = new CanarySinks();
        var canaries = new HashSet<string>([MeshAppFixture.HopKey, FunctionsKey, SubscriptionKey, WrongKey, Basic], StringComparer.Ordinal);
        await using var app = await mesh.StartAppAsync(MeshApp.Settings(mesh.Cloud));
        string[] authorizations =
        [
            $"Bearer {Mint(MeshAppFixture.Writer)}", $"Bearer {Mint(MeshAppFixture.Reader)}", $"Bearer {Mint(new() { Subject = "rita", Audience = "api://orders", Lifetime = TimeSpan.FromHours(-1) })}",
            $"Bearer {Mint(new() { Subject = "rita", Audience = "api://other" })}", $"Bearer {Mint(MeshAppFixture.Reader)}x", $"Bearer {Mint(MeshAppFixture.Reader)} more", $"Basic {Basic}", "",
        ];
        foreach (var path in (string[])["guarded", "writer", "peer", "throws", "throws-several", "several", "no-such-function"])
        {
            foreach (var authorization in authorizations)
            {
                foreach (var key in (string[])[MeshAppFixture.HopKey, WrongKey, $"{MeshAppFixture.HopKey},{WrongKey}"])
                {
                    using var request = new HttpRequestMessage(HttpMethod.Get, path);
                    request.Headers.TryAddWithoutValidation("Mesh-Hop-Key", key);
                    request.Headers.TryAddWithoutValidation("Authorization", authorization);
                    request.Headers.TryAddWithoutValidation("x-functions-key", FunctionsKey);
                    request.Headers.TryAddWithoutValidation("Ocp-Apim-Subscription-Key", SubscriptionKey);
                    request.Headers.TryAddWithoutValidation("Txn-Token", Mint(MeshAppFixture.Reader));
                    using var answer = await app.Client.SendAsync(request, TestContext.Current.CancellationToken);
                    sinks.Add($"{answer.Headers} {await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)}");
                }
            }
        }

        sinks.Add(app.Log.All);
        sinks.Dispose();

        canaries.Count.ShouldBeGreaterThan(12);
        sinks.Lines.Count.ShouldBeGreaterThan(150);
        app.Log.All.ShouldContain("Forbidden on Writer", Case.Sensitive, "the log is there to be searched");
        foreach (var canary in canaries)
        {
            sinks.Lines.Concat(sinks.SdkLines).Where(line => line.Contains(canary, StringComparison.Ordinal)).ShouldBeEmpty();
        }

        // The parts as well: a payload tells as much as the whole, and a signature is what makes it count.
        string Mint(TokenSpec spec)
        {
            var token = mesh.Cloud.Mint(spec);
            var parts = token.Split('.');
            canaries.Add(parts[1]);
            canaries.Add(parts[2]);
            return token;
        }
    }
}
