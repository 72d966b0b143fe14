using System.Net;
using Azure.Core;
using MeshFunctions.Credentials;
using MeshFunctions.Tests.Credentials;
using MeshFunctions.Tracing;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Polly;
using Polly.Retry;

namespace MeshFunctions.Tests.Outbound;

/// <summary>A resilience handler around ours, in whichever order they are registered: every attempt has a token and a trace of its own.</summary>
[Collection(ActivityListening.Name)]
public sealed class ResilienceTests : IAsyncLifetime
{
    private const string TraceId = "0af7651916cd43dd8448eb211c80319c";
    private readonly OutboundFixture _fixture = new();
    private RecordingServer _server = null!;

    public ResilienceTests() => _fixture.Lineage.Current = new TraceLineage(TraceId, 1, "request-1");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _server = await _fixture.StartSecureAsync();
        // A token lives for one use, so that one which is used again is seen.
        var issued = 0;
        var credential = new ScriptedCredential((_, _) => Task.FromResult(
            new AccessToken($"token-{Interlocked.Increment(ref issued)}", _fixture.Clock.GetUtcNow().AddSeconds(10))));
        _fixture.Services.AddSingleton(new CachedTokenCredential(credential, _fixture.Clock));
        var attempts = 0;
        _server.Answer = context =>
        {
            context.Response.StatusCode = Interlocked.Increment(ref attempts) <= 2 ? 503 : 200;
            _fixture.Clock.Advance(TimeSpan.FromSeconds(11));
            return Task.CompletedTask;
        };
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        await _fixture.DisposeAsync();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task SendAsync_every_attempt_has_a_fresh_token_and_its_own_span_of_the_one_trace(bool resilienceFirst)
    {
        var builder = _fixture.Client(_server);
        _ = resilienceFirst
            ? builder.AddHttpMessageHandler(static () => new Resilient()).AddMeshPropagation().AddAccessToken("api://inventory/.default")
            : builder.AddMeshPropagation().AddAccessToken("api://inventory/.default").AddHttpMessageHandler(static () => new Resilient());

        using var content = new StringContent("body");
        using var response = await _fixture.NewClient().PostAsync(_server.Url, content, Cancel);

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        _server.Requests.Select(static request => request["Authorization"]).ShouldBe(["Bearer token-1", "Bearer token-2", "Bearer token-3"]);
        _server.Requests.ShouldAllBe(static request => request.Body == "body" && request["x-request-id"] == "request-1");
        _server.Requests.ShouldAllBe(static request => request["traceparent"]!.StartsWith($"00-{TraceId}-", StringComparison.Ordinal));
        _server.Requests.Select(static request => request["traceparent"]).Distinct(StringComparer.Ordinal).Count().ShouldBe(3);
        response.RequestMessage!.ToString().ShouldNotContain("token-");
    }

    [Fact]
    public async Task SendAsync_attempt_that_an_outer_handler_gives_up_leaves_nothing_on_the_request()
    {
        _server.Answer = static context => Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted);
        _fixture.Client(_server).AddMeshPropagation().AddAccessToken("api://inventory/.default").AddHttpMessageHandler(static () => new Impatient());
        using var request = new HttpRequestMessage(HttpMethod.Get, _server.Url);

        await Should.ThrowAsync<OperationCanceledException>(() => _fixture.NewClient().SendAsync(request, Cancel));

        request.Headers.Authorization.ShouldBeNull();
    }

    private sealed class Resilient : DelegatingHandler
    {
        private readonly ResiliencePipeline<HttpResponseMessage> _pipeline = new ResiliencePipelineBuilder<HttpResponseMessage>()
            .AddRetry(new RetryStrategyOptions<HttpResponseMessage>
            {
                MaxRetryAttempts = 3,
                Delay = TimeSpan.Zero,
                ShouldHandle = static arguments => ValueTask.FromResult(arguments.Outcome.Result?.StatusCode == HttpStatusCode.ServiceUnavailable),
            })
            .Build();

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            await _pipeline.ExecuteAsync(async token => await base.SendAsync(request, token), cancellationToken);
    }

    private sealed class Impatient : DelegatingHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            limit.CancelAfter(TimeSpan.FromMilliseconds(200));
            return await base.SendAsync(request, limit.Token);
        }
    }
}
