using System.Net.Http.Headers;
using Azure.Core;
using Azure.Identity;
using MeshFunctions.Credentials;
using MeshFunctions.Tests.Credentials;
using Microsoft.Extensions.DependencyInjection;

namespace MeshFunctions.Tests.Outbound;

public sealed class AccessTokenHandlerTests : IAsyncLifetime
{
    private readonly OutboundFixture _fixture = new();
    private RecordingServer _server = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _server = await _fixture.StartSecureAsync();

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        await _fixture.DisposeAsync();
    }

    [Fact]
    public async Task GetAsync_listed_host_gets_a_token_for_the_scope_in_code()
    {
        _fixture.Client(_server).AddAccessToken("api://inventory/.default");
        _fixture.Options().Scope = "api://other/.default";

        using var first = await _fixture.GetAsync(_server.Url);
        using var second = await _fixture.GetAsync(_server.Url);

        _server.Requests.ShouldAllBe(request => request["Authorization"] == $"Bearer {OutboundFixture.Token}");
        _fixture.Credential.Asked.ShouldHaveSingleItem().Scopes.ShouldBe(["api://inventory/.default"]);
    }

    [Fact]
    public async Task GetAsync_without_a_scope_in_code_the_configured_one_is_used()
    {
        _fixture.Client(_server).AddAccessToken();
        _fixture.Options().Scope = "api://inventory/.default";

        using var response = await _fixture.GetAsync(_server.Url);

        _fixture.Credential.Asked.ShouldHaveSingleItem().Scopes.ShouldBe(["api://inventory/.default"]);
    }

    [Theory]
    [InlineData("Basic b3duOm93bg==")]
    [InlineData("Bearer own")]
    [InlineData("own")]
    public async Task T67_authorization_of_the_function_wins(string own)
    {
        _fixture.Client(_server).AddAccessToken("api://inventory/.default");
        using var request = new HttpRequestMessage(HttpMethod.Get, _server.Url);
        request.Headers.TryAddWithoutValidation("Authorization", own);

        using var response = await _fixture.NewClient().SendAsync(request, Cancel);

        _server.Only["Authorization"].ShouldBe(own);
        _fixture.Credential.Calls.ShouldBe(0);
    }

    [Fact]
    public async Task T67_authorization_that_the_client_sets_by_default_wins_too()
    {
        _fixture.Client(_server).AddAccessToken("api://inventory/.default");
        var http = _fixture.NewClient();
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", "own");

        using var response = await http.GetAsync(_server.Url, Cancel);

        _server.Only["Authorization"].ShouldBe("Bearer own");
    }

    [Fact]
    public async Task T66_host_that_is_not_listed_gets_no_token()
    {
        _fixture.Client(_server).AddAccessToken("api://inventory/.default");
        await using var other = await _fixture.StartSecureAsync();

        using var response = await _fixture.GetAsync(other.Url);

        other.Only["Authorization"].ShouldBeNull();
        _fixture.Log.Lines.ShouldContain(line => line.Contains("1700", StringComparison.Ordinal) && line.Contains("not listed", StringComparison.Ordinal));
    }

    [Fact]
    public async Task T66_token_never_goes_over_http()
    {
        await using var plain = await _fixture.StartPlainAsync();
        _fixture.Client(plain).AddAccessToken("api://inventory/.default");

        using var response = await _fixture.GetAsync(plain.Url);

        plain.Only["Authorization"].ShouldBeNull();
        _fixture.Credential.Calls.ShouldBe(0);
    }

    [Fact]
    public async Task T68_neither_the_request_nor_any_log_shows_the_token_afterwards()
    {
        _fixture.Client(_server).AddMeshPropagation().AddAccessToken("api://inventory/.default").RedactLoggedHeaders(static _ => false);

        using var response = await _fixture.GetAsync(_server.Url);

        _server.Only["Authorization"].ShouldBe($"Bearer {OutboundFixture.Token}");
        response.RequestMessage!.ToString().ShouldNotContain("CANARY");
        _fixture.Log.Lines.ShouldContain(line => line.Contains("Authorization", StringComparison.Ordinal));
        _fixture.Log.Lines.ShouldAllBe(line => !line.Contains("CANARY", StringComparison.Ordinal));
    }

    [Fact]
    public async Task T69_keys_that_a_function_sends_on_purpose_are_never_logged()
    {
        _fixture.Client(_server).AddMeshPropagation().RedactLoggedHeaders(static _ => false);
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(_server.Url, "?code=CANARY&subscription-key=CANARY"))
        {
            Headers = { { "x-functions-key", "CANARY" }, { "Ocp-Apim-Subscription-Key", "CANARY" } },
        };

        using var response = await _fixture.NewClient().SendAsync(request, Cancel);

        _server.Only["x-functions-key"].ShouldBe("CANARY");
        _fixture.Log.Lines.ShouldContain(line => line.Contains("x-functions-key", StringComparison.Ordinal));
        _fixture.Log.Lines.ShouldAllBe(line => !line.Contains("CANARY", StringComparison.Ordinal));
    }

    [Fact]
    public async Task GetAsync_without_a_token_the_request_is_not_sent()
    {
        _fixture.Services.AddSingleton(new CachedTokenCredential(new ScriptedCredential(static (_, _) =>
            Task.FromException<AccessToken>(new CredentialUnavailableException("none")))));
        _fixture.Client(_server).AddAccessToken("api://inventory/.default");

        await Should.ThrowAsync<CredentialUnavailableException>(() => _fixture.GetAsync(_server.Url));

        _server.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task GetAsync_repeated_attempt_of_an_outer_handler_carries_the_token_again()
    {
        _fixture.Client(_server).AddAccessToken("api://inventory/.default").AddHttpMessageHandler(static () => new Twice());

        using var response = await _fixture.GetAsync(_server.Url);

        _server.Requests.Select(request => request["Authorization"]).ShouldBe([$"Bearer {OutboundFixture.Token}", $"Bearer {OutboundFixture.Token}"]);
    }

    [Fact]
    public void Send_synchronously_carries_the_token_too()
    {
        _fixture.Client(_server).AddAccessToken("api://inventory/.default");
        using var request = new HttpRequestMessage(HttpMethod.Get, _server.Url);

        using var response = _fixture.NewClient().Send(request, Cancel);

        _server.Only["Authorization"].ShouldBe($"Bearer {OutboundFixture.Token}");
        request.Headers.Authorization.ShouldBeNull();
    }

    private sealed class Twice : DelegatingHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            (await base.SendAsync(request, cancellationToken)).Dispose();
            return await base.SendAsync(request, cancellationToken);
        }
    }
}
