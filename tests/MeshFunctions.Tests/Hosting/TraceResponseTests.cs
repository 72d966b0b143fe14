using System.Net;
using MeshFunctions.Tests.Hosting.Functions;
using MeshFunctions.Tracing;

namespace MeshFunctions.Tests.Hosting;

[Collection(ActivityListening.Name)]
public sealed class TraceResponseTests(MeshAppFixture mesh) : IClassFixture<MeshAppFixture>
{
    private const string TraceId = "0af7651916cd43dd8448eb211c80319c";

    [Theory]
    [InlineData(false, "open", 200)]
    [InlineData(false, "guarded", 401)]
    [InlineData(false, "several", 401)]
    [InlineData(false, "throws", 500)]
    [InlineData(false, "throws-several", 500)]
    [InlineData(true, "open", 200)]
    [InlineData(true, "guarded", 401)]
    [InlineData(true, "several", 401)]
    [InlineData(true, "throws", 500)]
    [InlineData(true, "throws-several", 500)]
    public async Task Answers_of_functions_and_problems_tell_a_proven_hop_the_trace_and_nobody_else(bool integration, string path, int status)
    {
        await using var app = await StartAsync(integration, TraceResponseHeader.TraceResponse, TraceResponseHeader.ServerTiming, TraceResponseHeader.RequestId);
        using var proven = await SendAsync(app, MeshAppFixture.ThroughSidecar(Traced(path)));
        using var unproven = await SendAsync(app, Traced(path));

        proven.StatusCode.ShouldBe((HttpStatusCode)status);
        var context = Header(proven, "traceresponse").ShouldNotBeNull();
        TraceParent.TryParse(context, out var parsed).ShouldBeTrue();
        parsed.TraceIdText.ShouldBe(TraceId);
        parsed.SpanIdText.ShouldNotBe("e457b5a2e4d86bd1", StringComparer.Ordinal, "the id is this app's");
        Header(proven, "server-timing").ShouldBe("trace;desc=" + context);
        Header(proven, "x-request-id").ShouldBe("edge-1");
        unproven.StatusCode.ShouldBe((HttpStatusCode)status);
        Header(unproven, "traceresponse").ShouldBeNull();
        Header(unproven, "server-timing").ShouldBeNull();
        Header(unproven, "x-request-id").ShouldBeNull();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_the_function_says_itself_stays(bool integration)
    {
        await using var app = await StartAsync(integration, TraceResponseHeader.TraceResponse, TraceResponseHeader.ServerTiming);
        using var response = await SendAsync(app, MeshAppFixture.ThroughSidecar(Traced("own-trace-response")));

        Header(response, "traceresponse").ShouldBe(TraceFunctions.Own);
        Header(response, "server-timing")!.ShouldStartWith($"trace;desc=00-{TraceId}-");
        Header(response, "x-request-id").ShouldBeNull("it is not listed");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Nothing_is_told_by_default(bool integration)
    {
        await using var app = await StartAsync(integration);
        using var response = await SendAsync(app, MeshAppFixture.ThroughSidecar(Traced("open")));

        Header(response, "traceresponse").ShouldBeNull();
        Header(response, "server-timing").ShouldBeNull();
    }

    private static HttpRequestMessage Traced(string path)
    {
        var request = MeshAppFixture.Get(path);
        request.Headers.TryAddWithoutValidation("b3", $"{TraceId}-e457b5a2e4d86bd1-1");
        request.Headers.TryAddWithoutValidation("x-request-id", "edge-1");
        return request;
    }

    private static async Task<HttpResponseMessage> SendAsync(MeshApp app, HttpRequestMessage request)
    {
        using (request)
        {
            return await app.Client.SendAsync(request, TestContext.Current.CancellationToken);
        }
    }

    private static string? Header(HttpResponseMessage response, string name) =>
        response.Headers.NonValidated.TryGetValues(name, out var values) ? values.ToString() : null;

    private Task<MeshApp> StartAsync(bool integration, params TraceResponseHeader[] listed)
    {
        var settings = MeshApp.Settings(mesh.Cloud);
        for (var index = 0; index < listed.Length; index++)
        {
            settings[$"MeshFunctions:Tracing:Response:{index}"] = listed[index].ToString();
        }

        return MeshApp.StartAsync(mesh.Cloud, settings, integration: integration);
    }
}
