using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Azure.Core;
using Azure.Identity;
using MeshFunctions.Credentials;
using MeshFunctions.Outbound;
using MeshFunctions.Tests.Credentials;
using MeshFunctions.Tracing;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace MeshFunctions.Tests.Outbound;

/// <summary>A 401 with a claims challenge: one more attempt with a token that has the claims, where that is safe.</summary>
[Collection(ActivityListening.Name)]
public sealed class ClaimsChallengeTests : IAsyncLifetime
{
    private const string Claims = """{"access_token":{"nbf":{"essential":true,"value":"1604106651"}}}""";
    private const string Scope = "api://inventory/.default";

    private readonly OutboundFixture _fixture = new();
    private readonly ScriptedCredential _credential;
    private RecordingServer _server = null!;
    private string _challenge = Bearer(Convert.ToBase64String(Encoding.UTF8.GetBytes(Claims)));

    public ClaimsChallengeTests()
    {
        _credential = new ScriptedCredential(static (context, _) => Task.FromResult(
            new AccessToken(context.Claims is null ? "plain" : "with-claims", TimeProvider.System.GetUtcNow().AddHours(1))));
        _fixture.Services.AddSingleton(new CachedTokenCredential(_credential));
        _fixture.Lineage.Current = new TraceLineage("0af7651916cd43dd8448eb211c80319c", 1, "request-1");
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _server = await _fixture.StartSecureAsync();
        _fixture.Client(_server).AddMeshPropagation().AddAccessToken(Scope);
        _server.Answer = context =>
        {
            if (context.Request.Headers.Authorization != "Bearer with-claims")
            {
                context.Response.StatusCode = 401;
                context.Response.Headers.WWWAuthenticate = _challenge;
            }

            return Task.CompletedTask;
        };
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        await _fixture.DisposeAsync();
    }

    [Fact]
    public async Task SendAsync_challenge_is_answered_once_and_remembered()
    {
        using var content = new StringContent("body");
        using var first = await _fixture.NewClient().PostAsync(_server.Url, content, Cancel);
        using var second = await _fixture.GetAsync(_server.Url);

        first.StatusCode.ShouldBe(HttpStatusCode.OK);
        second.StatusCode.ShouldBe(HttpStatusCode.OK);
        _server.Requests.Select(static request => request["Authorization"]).ShouldBe(["Bearer plain", "Bearer with-claims", "Bearer with-claims"]);
        _server.Requests.Take(2).ShouldAllBe(static request => request.Body == "body");
        _server.Requests.Select(static request => request["traceparent"]).Distinct(StringComparer.Ordinal).Count().ShouldBe(3, "each attempt is a call of its own");
        _server.Requests.ShouldAllBe(static request => request["x-request-id"] == "request-1");
        _credential.Asked.Select(static asked => asked.Claims).ShouldBe([null, Claims]);
        _credential.Asked.ShouldAllBe(static asked => asked.IsCaeEnabled && asked.Scopes.Single() == Scope);
        first.RequestMessage!.ToString().ShouldNotContain("with-claims");
        _fixture.Log.Lines.Count(static line => line.Contains(" 1707 ", StringComparison.Ordinal)).ShouldBe(1);
        _fixture.Log.Lines.ShouldAllBe(static line => !line.Contains("1604106651", StringComparison.Ordinal) && !line.Contains("with-claims", StringComparison.Ordinal));
    }

    [Fact]
    public void Send_does_the_same()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, _server.Url);

        using var response = _fixture.NewClient().Send(request, Cancel);

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        _server.Requests.Count.ShouldBe(2);
    }

    [Fact]
    public async Task SendAsync_second_challenge_is_the_answer()
    {
        _server.Answer = context =>
        {
            context.Response.StatusCode = 401;
            context.Response.Headers.WWWAuthenticate = _challenge;
            return Task.CompletedTask;
        };

        using var first = await _fixture.GetAsync(_server.Url);
        using var second = await _fixture.GetAsync(_server.Url);

        first.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        first.Headers.WwwAuthenticate.ShouldHaveSingleItem();
        second.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        _server.Requests.Count.ShouldBe(3, "two for the first, and one for the second, whose token had the claims");
    }

    [Fact]
    public async Task SendAsync_stream_that_cannot_be_sent_again_leaves_the_401_and_the_next_request_has_the_claims()
    {
        using var stream = new MemoryStream([1, 2, 3]);
        using var content = new StreamContent(stream);
        using var other = new StreamContent(stream);

        using var first = await _fixture.NewClient().PostAsync(_server.Url, content, Cancel);
        stream.Position = 0;
        using var second = await _fixture.NewClient().PostAsync(_server.Url, other, Cancel);

        first.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        second.StatusCode.ShouldBe(HttpStatusCode.OK);
        _server.Requests.Count.ShouldBe(2);
        _fixture.Log.Lines.ShouldContain(static line => line.Contains(" 1708 ", StringComparison.Ordinal) && line.Contains("cannot be sent again", StringComparison.Ordinal));
    }

    [Fact]
    public async Task SendAsync_parts_in_memory_are_sent_again_and_those_with_a_stream_are_not()
    {
        using var text = new StringContent("one");
        using var bytes = new ByteArrayContent([1]);
        using var stream = new MemoryStream([1]);
        using var streamed = new StreamContent(stream);
        using var memory = new MultipartFormDataContent { { text, "a" }, { bytes, "b" } };
        using var streams = new MultipartFormDataContent { { text, "a" }, { streamed, "b" } };

        ReplayableContent.Is(memory).ShouldBeTrue();
        ReplayableContent.Is(streams).ShouldBeFalse();
        using var response = await _fixture.NewClient().PostAsync(_server.Url, memory, Cancel);
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task T67_challenge_to_a_token_of_the_function_is_the_answer()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, _server.Url) { Headers = { Authorization = new AuthenticationHeaderValue("Bearer", "own") } };

        using var response = await _fixture.NewClient().SendAsync(request, Cancel);

        response.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        _server.Only["Authorization"].ShouldBe("Bearer own");
        _credential.Calls.ShouldBe(0);
    }

    [Fact]
    public async Task T66_challenge_of_a_host_that_is_not_listed_is_the_answer()
    {
        var other = await _fixture.StartSecureAsync();
        other.Answer = _server.Answer;

        using var response = await _fixture.GetAsync(other.Url);

        response.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        other.Only["Authorization"].ShouldBeNull();
        _credential.Calls.ShouldBe(0);
    }

    [Theory]
    [InlineData("Bearer")]
    [InlineData("Bearer realm=\"x\", error=\"invalid_token\"")]
    [InlineData("Basic error=\"insufficient_claims\", claims=\"eyJhIjoxfQ==\"")]
    [InlineData("Bearer error=\"insufficient_claims\", claims=\"%%%\"")]
    public async Task SendAsync_401_that_is_no_claims_challenge_is_the_answer(string challenge)
    {
        _challenge = challenge;

        using var response = await _fixture.GetAsync(_server.Url);

        response.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        _server.Requests.Count.ShouldBe(1);
    }

    [Fact]
    public async Task SendAsync_claims_of_one_host_are_not_asked_for_another()
    {
        var other = await _fixture.StartSecureAsync();
        _fixture.Options().Hosts.Add(other.Url.Authority);

        using var first = await _fixture.GetAsync(_server.Url);
        using var second = await _fixture.GetAsync(other.Url);

        other.Only["Authorization"].ShouldBe("Bearer plain");
        var asked = new AskedClaims(_fixture.Clock);
        for (var number = 0; number < 1_000; number++)
        {
            asked.TryRemember($"{number}.invalid", "{}").ShouldBeTrue();
        }

        asked.Last("999.invalid").ShouldBe("{}");
        asked.Last("1.invalid").ShouldBeNull("bounded");
    }

    [Fact]
    public async Task T66_host_that_asks_for_other_claims_each_time_gets_three_tokens_and_one_a_minute()
    {
        var number = 0;
        _server.Answer = context =>
        {
            context.Response.StatusCode = 401;
            context.Response.Headers.WWWAuthenticate = Bearer(Convert.ToBase64String(Encoding.UTF8.GetBytes($$"""{"a":{{number++}}}""")));
            return Task.CompletedTask;
        };
        await AskAsync(20);
        _credential.Calls.ShouldBe(1 + 3);
        _fixture.Log.Lines.ShouldContain(static line => line.Contains(" 1708 ", StringComparison.Ordinal) && line.Contains("too often", StringComparison.Ordinal));

        _fixture.Clock.Advance(TimeSpan.FromMinutes(1));
        await AskAsync(20);
        _credential.Calls.ShouldBe(1 + 4);

        _fixture.Clock.Advance(TimeSpan.FromHours(1));
        await AskAsync(20);
        _credential.Calls.ShouldBe(1 + 7);
    }

    [Fact]
    public async Task SendAsync_claims_for_which_there_is_no_token_are_an_error_and_forgotten()
    {
        var credential = new ScriptedCredential(static (context, _) => context.Claims is null
            ? Task.FromResult(new AccessToken("plain", TimeProvider.System.GetUtcNow().AddHours(1)))
            : Task.FromException<AccessToken>(new AuthenticationFailedException("no")));
        _fixture.Services.AddSingleton(new CachedTokenCredential(credential));
        await Should.ThrowAsync<AuthenticationFailedException>(() => _fixture.GetAsync(_server.Url));
        _server.Answer = static _ => Task.CompletedTask;

        using var response = await _fixture.GetAsync(_server.Url);

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        _server.Requests[^1]["Authorization"].ShouldBe("Bearer plain");
    }

    [Theory]
    [InlineData("error=\"insufficient_claims\", claims=\"eyJhIjoxfQ==\"", """{"a":1}""")]
    [InlineData("realm=\"\", authorization_uri=\"https://login.example/\", ERROR=\"insufficient_claims\", Claims=\"eyJhIjoxfQ\"", """{"a":1}""")]
    [InlineData("error=insufficient_claims,claims=eyJhIjoxfQ", """{"a":1}""")]
    [InlineData("error=\"insufficient_claims\", claims=\"eyJhIjoiPz8_In0\"", """{"a":"???"}""")]
    [InlineData("error=\"insufficient_claims\", claims=\"eyJhIjoiPz8/In0=\"", """{"a":"???"}""")]
    [InlineData("error=\"insufficient_claims\"", null)]
    [InlineData("claims=\"eyJhIjoxfQ==\"", null)]
    [InlineData("error=\"insufficient_claims\", error=\"insufficient_claims\", claims=\"eyJhIjoxfQ==\"", null)]
    [InlineData("error=\"insufficient_claims\", claims=\"eyJhIjoxfQ==\", claims=\"eyJhIjoxfQ==\"", null)]
    [InlineData("error=\"insufficient_claims\", claims=\"WzFd\"", null)]
    [InlineData("error=\"insufficient_claims\", claims=\"eyJhIjoxfXt9\"", null)]
    [InlineData("error=\"insufficient_claims\", claims=\"\"", null)]
    [InlineData("", null)]
    [InlineData(null, null)]
    public void TryParse_reads_an_object_of_claims_or_nothing(string? parameters, string? expected)
    {
        ClaimsChallenge.TryParse(parameters, out var claims).ShouldBe(expected is not null);
        claims.ShouldBe(expected);
    }

    [Fact]
    public void TryParse_reads_nothing_endless()
    {
        var claims = Convert.ToBase64String(Encoding.UTF8.GetBytes($$"""{"a":"{{new string('x', ClaimsChallenge.MaxLength)}}"}"""));
        ClaimsChallenge.TryParse($"error=\"insufficient_claims\", claims=\"{claims}\"", out _).ShouldBeFalse();
    }

    private async Task AskAsync(int times)
    {
        for (var time = 0; time < times; time++)
        {
            using var response = await _fixture.GetAsync(_server.Url);
            response.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        }
    }

    private static string Bearer(string claims) =>
        $"Bearer realm=\"\", authorization_uri=\"https://login.example/common/oauth2/authorize\", error=\"insufficient_claims\", claims=\"{claims}\"";
}
