using System.Diagnostics;
using System.Net;
using MeshFunctions.Tests.Hosting;
using MeshFunctions.Tests.Hosting.Functions;
using MeshFunctions.Tracing;
using Microsoft.Extensions.DependencyInjection;

namespace MeshFunctions.Tests.Outbound;

/// <summary>Function keys and subscription keys: what came in goes nowhere, and what a function sends on purpose is written nowhere.</summary>
[Collection(ActivityListening.Name)]
public sealed class KeysTests(MeshAppFixture mesh) : IClassFixture<MeshAppFixture>
{
    private const string Query = "?code=CANARY&subscription-key=CANARY&x-functions-key=CANARY";
    private static readonly string[] Names = ["x-functions-key", "Ocp-Apim-Subscription-Key", "subscription-key", "api-key", "x-api-key"];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task T69_keys_that_came_in_are_not_propagated_nor_logged(bool integration)
    {
        await using var next = await RecordingServer.StartAsync(certificate: null);
        var settings = MeshApp.Settings(mesh.Cloud);
        foreach (var name in TransactionFunctions.NextClients)
        {
            settings[$"MeshFunctions:Outbound:{name}:Hosts:0"] = next.Url.Authority;
        }

        await using var app = await MeshApp.StartAsync(
            mesh.Cloud,
            settings,
            services: services =>
            {
                services.AddSingleton(next.Url);
                foreach (var name in TransactionFunctions.NextClients)
                {
                    services.AddHttpClient(name).AddMeshPropagation().RedactLoggedHeaders(static _ => false);
                }
            },
            integration: integration);
        using var request = MeshAppFixture.ThroughSidecar(MeshAppFixture.Get("transaction-next" + Query));
        Add(request);

        using var response = await app.Client.SendAsync(request, Cancel);

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        next.Requests.Count.ShouldBe(2);
        next.Requests.ShouldAllBe(static sent => !sent.Path.Contains("CANARY", StringComparison.Ordinal) && !sent.Headers.Values.Any(static value => value.Contains("CANARY", StringComparison.Ordinal)));

        // What the server in the host's place writes by itself, real hosts do not.
        app.Log.Lines.Where(static line => line.Contains("MeshFunctions", StringComparison.Ordinal) || line.Contains("System.Net.Http", StringComparison.Ordinal))
            .ShouldAllBe(static line => !line.Contains("CANARY", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("/there" + Query, 200)]
    [InlineData("https://elsewhere.invalid/" + Query, 302)]
    [InlineData("http://elsewhere.invalid/" + Query, 302)]
    public async Task T69_keys_in_a_redirect_are_in_no_log_and_on_no_span(string location, int status)
    {
        await using var fixture = new OutboundFixture();
        await using var server = await fixture.StartSecureAsync();
        fixture.Client(server).AddMeshPropagation().AddAccessToken("api://inventory/.default").RedactLoggedHeaders(static _ => false);
        fixture.Lineage.Current = new TraceLineage("0af7651916cd43dd8448eb211c80319c", 1, "request-1");
        server.Answer = context =>
        {
            if (context.Request.Path != "/there")
            {
                context.Response.StatusCode = 302;
                context.Response.Headers.Location = location;
            }

            return Task.CompletedTask;
        };
        List<Activity> spans = [];
        using var listener = new ActivityListener
        {
            ShouldListenTo = static source => string.Equals(source.Name, "System.Net.Http", StringComparison.Ordinal),
            Sample = static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = spans.Add,
        };
        ActivitySource.AddActivityListener(listener);
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(server.Url, Query));
        Add(request);

        using var response = await fixture.NewClient().SendAsync(request, Cancel);

        ((int)response.StatusCode).ShouldBe(status);
        server.Requests.Count.ShouldBe(status == 200 ? 2 : 1);
        server.Requests.ShouldAllBe(static sent => sent["x-functions-key"] == "CANARY", "the function's own, to the origin it chose");
        fixture.Log.Lines.ShouldContain(static line => line.Contains("x-functions-key", StringComparison.Ordinal), "control: headers are logged");
        fixture.Log.Lines.ShouldAllBe(static line => !line.Contains("CANARY", StringComparison.Ordinal));
        spans.ShouldNotBeEmpty();
        spans.SelectMany(static span => span.TagObjects).ShouldAllBe(static tag => !$"{tag.Value}".Contains("CANARY", StringComparison.Ordinal));
        fixture.Log.Lines.Count(static line => line.Contains(" 1706 ", StringComparison.Ordinal) && line.Contains("elsewhere.invalid", StringComparison.Ordinal)).ShouldBe(status == 200 ? 0 : 1);
    }

    private static void Add(HttpRequestMessage request)
    {
        foreach (var name in Names)
        {
            request.Headers.TryAddWithoutValidation(name, "CANARY").ShouldBeTrue();
        }
    }
}
