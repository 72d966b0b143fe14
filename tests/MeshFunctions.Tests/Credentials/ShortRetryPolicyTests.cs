using System.Net;
using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Security.KeyVault.Secrets;
using MeshFunctions.Credentials;

namespace MeshFunctions.Tests.Credentials;

public sealed class ShortRetryPolicyTests
{
    [Theory]
    [InlineData("Retry-After", "60", 1)]
    [InlineData("Retry-After", "Sun, 01 Mar 2026 12:02:00 GMT", 1)]
    [InlineData("retry-after-ms", "60000", 1)]
    [InlineData("x-ms-retry-after-ms", "60000", 1)]
    [InlineData("Retry-After", "0", 3)]
    [InlineData("retry-after-ms", "1", 3)]
    [InlineData("x-ms-retry-after-ms", "1", 3)]
    [InlineData("X-Other", "60000", 3)]
    public async Task T62_service_that_asks_for_a_long_rest_in_any_header_is_not_asked_again(string name, string value, int requests)
    {
        using var handler = new Throttling(name, value);
        using var transport = new HttpClientTransport(handler);
        var pipeline = HttpPipelineBuilder.Build(new SecretClientOptions { Transport = transport, RetryPolicy = new ShortRetryPolicy(TimeSpan.FromMilliseconds(1)) });
        using var message = pipeline.CreateMessage();
        message.Request.Uri.Reset(new Uri("https://vault.example/secrets"));

        await pipeline.SendAsync(message, TestContext.Current.CancellationToken);

        handler.Requests.ShouldBe(requests);
    }

    private sealed class Throttling(string name, string value) : HttpMessageHandler
    {
        public int Requests { get; private set; }

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Requests++;
            var answer = new HttpResponseMessage(HttpStatusCode.TooManyRequests);
            answer.Headers.TryAddWithoutValidation(name, value);
            return Task.FromResult(answer);
        }
    }
}
