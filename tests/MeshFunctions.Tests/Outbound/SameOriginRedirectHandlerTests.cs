using System.Globalization;
using System.Net;
using MeshFunctions.Outbound;
using MeshFunctions.Tracing;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace MeshFunctions.Tests.Outbound;

[Collection(ActivityListening.Name)]
public sealed class SameOriginRedirectHandlerTests : IAsyncLifetime
{
    private readonly OutboundFixture _fixture = new();
    private RecordingServer _server = null!;
    private RecordingServer _other = null!;

    public SameOriginRedirectHandlerTests() =>
        _fixture.Lineage.Current = new TraceLineage("0af7651916cd43dd8448eb211c80319c", 1, "request-1");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _server = await _fixture.StartSecureAsync();
        _other = await _fixture.StartSecureAsync();
        _fixture.Client(_server).AddMeshPropagation().AddAccessToken("api://inventory/.default");

        // Even a host that is listed is another origin.
        _fixture.Options().Hosts.Add(_other.Url.Authority);
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        await _other.DisposeAsync();
        await _fixture.DisposeAsync();
    }

    [Theory]
    [InlineData(301)]
    [InlineData(302)]
    [InlineData(303)]
    [InlineData(307)]
    [InlineData(308)]
    public async Task T66_redirect_to_another_origin_is_the_answer_and_that_origin_hears_nothing(int status)
    {
        _server.Redirect(status, new Uri(_other.Url, "/taken").AbsoluteUri);

        using var response = await _fixture.GetAsync(_server.Url);

        ((int)response.StatusCode).ShouldBe(status);
        response.Headers.Location.ShouldBe(new Uri(_other.Url, "/taken"));
        _other.Requests.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("//{0}/taken")]
    [InlineData("https:\\\\{0}\\taken")]
    [InlineData("https://{1}@{0}/taken")]
    [InlineData("https://user:password@{1}/taken")]
    [InlineData("http://{1}/taken")]
    [InlineData("https://{1}.example/taken")]
    [InlineData("ftp://{1}/taken")]
    public async Task T66_redirect_that_only_looks_like_the_same_origin_is_not_followed(string location)
    {
        _server.Redirect(302, string.Format(CultureInfo.InvariantCulture, location, _other.Url.Authority, _server.Url.Authority));

        using var response = await _fixture.GetAsync(_server.Url);

        response.StatusCode.ShouldBe(HttpStatusCode.Found);
        _server.Requests.Count.ShouldBe(1);
        _other.Requests.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("//[")]
    [InlineData("//xn--/")]
    [InlineData("//xn--a\u00fc/")]
    [InlineData("https://xn--a\u00fc/")]
    [InlineData("https://\u00fc\u200d.example/")]
    public async Task T66_redirect_to_what_is_no_host_is_the_answer(string location)
    {
        using var answering = new Answering(location);
        using var handler = new SameOriginRedirectHandler("inventory", NullLogger.Instance) { InnerHandler = answering };
        using var client = new HttpMessageInvoker(handler);
        using var request = new HttpRequestMessage(HttpMethod.Get, _server.Url);

        using var response = await client.SendAsync(request, Cancel);

        response.StatusCode.ShouldBe(HttpStatusCode.Found);
    }

    [Fact]
    public async Task T66_redirect_from_http_is_not_followed()
    {
        await using var plain = await _fixture.StartPlainAsync();
        plain.Redirect(302, "/again");

        using var response = await _fixture.GetAsync(plain.Url);

        response.StatusCode.ShouldBe(HttpStatusCode.Found);
        plain.Requests.Count.ShouldBe(1);
    }

    [Theory]
    [InlineData("/there")]
    [InlineData("{0}there")]
    public async Task GetAsync_redirect_within_the_origin_is_followed_with_trace_and_token(string location)
    {
        _server.Answer = context =>
        {
            if (!context.Request.Path.StartsWithSegments("/there", StringComparison.Ordinal))
            {
                context.Response.StatusCode = 307;
                context.Response.Headers.Location = string.Format(CultureInfo.InvariantCulture, location, _server.Url.AbsoluteUri);
            }

            return Task.CompletedTask;
        };

        using var response = await _fixture.GetAsync(_server.Url);

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        _server.Requests[1].Path.ShouldBe("/there");
        _server.Requests.ShouldAllBe(request => request["Authorization"] == $"Bearer {OutboundFixture.Token}");
        _server.Requests.ShouldAllBe(request => request["traceparent"]!.StartsWith("00-0af7", StringComparison.Ordinal));
    }

    [Fact]
    public async Task GetAsync_the_sixth_redirect_is_the_answer()
    {
        _server.Redirect(302, "/again");

        using var response = await _fixture.GetAsync(_server.Url);

        response.StatusCode.ShouldBe(HttpStatusCode.Found);
        _server.Requests.Count.ShouldBe(6);
    }

    [Theory]
    [InlineData(301, "POST", "GET")]
    [InlineData(302, "POST", "GET")]
    [InlineData(303, "PUT", "GET")]
    [InlineData(303, "HEAD", "HEAD")]
    [InlineData(302, "PUT", "PUT")]
    [InlineData(307, "POST", "POST")]
    [InlineData(308, "POST", "POST")]
    public async Task SendAsync_redirect_changes_the_method_as_rfc_9110_has_it(int status, string method, string expected)
    {
        RedirectOnce(status);
        using var request = new HttpRequestMessage(new HttpMethod(method), _server.Url) { Content = method is "HEAD" ? null : new StringContent("body") };

        using var response = await _fixture.NewClient().SendAsync(request, Cancel);

        _server.Requests[1].Method.ShouldBe(expected);
        _server.Requests[1].Body.ShouldBe(expected is "POST" or "PUT" ? "body" : string.Empty);
    }

    [Fact]
    public async Task SendAsync_content_that_cannot_be_sent_again_leaves_the_redirect_as_the_answer()
    {
        RedirectOnce(307);
        using var stream = new MemoryStream([1, 2, 3]);
        using var request = new HttpRequestMessage(HttpMethod.Post, _server.Url) { Content = new StreamContent(stream) };

        using var response = await _fixture.NewClient().SendAsync(request, Cancel);

        response.StatusCode.ShouldBe(HttpStatusCode.TemporaryRedirect);
        _server.Requests.Count.ShouldBe(1);
    }

    [Fact]
    public void Send_synchronously_keeps_to_the_origin_too()
    {
        _server.Redirect(302, _other.Url.AbsoluteUri);
        using var request = new HttpRequestMessage(HttpMethod.Get, _server.Url);

        using var response = _fixture.NewClient().Send(request, Cancel);

        response.StatusCode.ShouldBe(HttpStatusCode.Found);
        _other.Requests.ShouldBeEmpty();
    }

    private void RedirectOnce(int status)
    {
        var first = true;
        _server.Answer = context =>
        {
            if (first)
            {
                first = false;
                context.Response.StatusCode = status;
                context.Response.Headers.Location = "/there";
            }

            return Task.CompletedTask;
        };
    }

    private sealed class Answering(string location) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var response = new HttpResponseMessage(HttpStatusCode.Found);
            response.Headers.TryAddWithoutValidation("Location", location).ShouldBeTrue();
            return Task.FromResult(response);
        }
    }
}
