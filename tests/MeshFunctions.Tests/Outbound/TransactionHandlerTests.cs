using System.Net;
using MeshFunctions.Identity;
using MeshFunctions.Outbound;
using MeshFunctions.Tests.Tokens;
using MeshFunctions.Tokens;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using NSubstitute;

namespace MeshFunctions.Tests.Outbound;

/// <summary>The transaction token goes where the client's settings say, and nowhere else.</summary>
[Collection(ActivityListening.Name)]
public sealed class TransactionHandlerTests(KeyServer keys) : IAsyncLifetime
{
    private const string Header = "Txn-Token";

    private readonly OutboundFixture _fixture = new();
    private readonly TokenScene _scene = new(keys, IssuerKind.Transaction);
    private RecordingServer _server = null!;
    private Transaction _transaction = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private string Token => _transaction.Token;

    public async ValueTask InitializeAsync()
    {
        _server = await _fixture.StartSecureAsync();
        _fixture.Client(_server).AddMeshPropagation();
        _fixture.Options().Transaction = true;
        var token = _scene.Valid().Build();
        _transaction = new Transaction(token, (await _scene.ValidateAsync(token)).Token.ShouldNotBeNull());
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        await _fixture.DisposeAsync();
    }

    [Fact]
    public async Task SendAsync_passes_the_token_on_as_it_came_and_takes_it_off_the_request_again()
    {
        using var scope = _fixture.Transactions.Begin(_transaction);
        using var response = await _fixture.GetAsync(_server.Url);

        _server.Only[Header].ShouldBe(Token);
        response.RequestMessage!.ToString().ShouldNotContain(Header);
    }

    [Fact]
    public void Send_does_the_same()
    {
        using var scope = _fixture.Transactions.Begin(_transaction);
        using var request = new HttpRequestMessage(HttpMethod.Get, _server.Url);
        using var response = _fixture.NewClient().Send(request, Cancel);

        _server.Only[Header].ShouldBe(Token);
        request.ToString().ShouldNotContain(Header);
    }

    [Fact]
    public async Task SendAsync_token_of_the_function_is_replaced()
    {
        using (_fixture.Transactions.Begin(_transaction))
        {
            await SendOwnAsync(_server.Url);
        }

        _fixture.Transactions.Begin(null);
        await SendOwnAsync(_server.Url);

        _server.Requests.Select(static sent => sent[Header]).ShouldBe([Token, null]);
    }

    [Fact]
    public async Task SendAsync_without_the_option_no_token_is_sent_not_even_the_function_s_own()
    {
        _fixture.Options().Transaction = false;
        using var scope = _fixture.Transactions.Begin(_transaction);

        await SendOwnAsync(_server.Url);

        _server.Only[Header].ShouldBeNull();
    }

    [Fact]
    public async Task T66_host_that_is_not_listed_gets_no_token()
    {
        var other = await _fixture.StartSecureAsync();
        using var scope = _fixture.Transactions.Begin(_transaction);

        await SendOwnAsync(other.Url);
        using var control = await _fixture.GetAsync(_server.Url);

        other.Only[Header].ShouldBeNull();
        _server.Only[Header].ShouldBe(Token, "control");
        _fixture.Log.Lines.ShouldContain(static line => line.Contains("sends no transaction token", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(302)]
    [InlineData(307)]
    public async Task T66_redirect_to_another_origin_takes_no_token_there(int status)
    {
        var other = await _fixture.StartSecureAsync();
        _fixture.Options().Hosts.Add(other.Url.Authority);
        _server.Redirect(status, new Uri(other.Url, "/taken").AbsoluteUri);
        using var scope = _fixture.Transactions.Begin(_transaction);

        using var response = await _fixture.GetAsync(_server.Url);

        ((int)response.StatusCode).ShouldBe(status);
        other.Requests.ShouldBeEmpty();
        _server.Only[Header].ShouldBe(Token);
    }

    [Fact]
    public async Task T66_message_sent_again_to_a_host_that_is_not_listed_carries_no_token()
    {
        var other = await _fixture.StartSecureAsync();
        _fixture.Services.AddHttpClient("inventory").AddHttpMessageHandler(() => new Elsewhere(other.Url));
        using var scope = _fixture.Transactions.Begin(_transaction);

        using var response = await _fixture.GetAsync(_server.Url);

        _server.Only[Header].ShouldBe(Token);
        other.Only[Header].ShouldBeNull();
    }

    /// <summary>Names that resolve nowhere: what matters is that nothing was to be sent.</summary>
    [Theory]
    [InlineData("http://inventory.invalid/", false)]
    [InlineData("http://127.0.0.1.invalid/", false)]
    [InlineData("http://10.0.0.1/", false)]
    [InlineData("http://localhost/", true)]
    [InlineData("http://127.0.0.1/", true)]
    [InlineData("http://[::1]/", true)]
    [InlineData("https://inventory.invalid/", true)]
    public async Task T66_plain_http_carries_the_token_to_this_machine_only(string target, bool carried)
    {
        var uri = new Uri(target);
        using var scope = _fixture.Transactions.Begin(_transaction);
        using var last = new Last();
        await SendThroughAsync(uri, Substitute.For<IWebProxy>(), last);

        last.Token.ShouldBe(carried ? Token : null);
    }

    /// <summary>A proxy would read what goes to this machine in plain text; what is encrypted it only passes on.</summary>
    [Theory]
    [InlineData("http://127.0.0.1/", false)]
    [InlineData("https://127.0.0.1/", true)]
    public async Task T66_plain_http_through_a_proxy_carries_no_token(string target, bool carried)
    {
        var uri = new Uri(target);
        var proxy = Substitute.For<IWebProxy>();
        proxy.GetProxy(uri).Returns(new Uri("http://10.0.0.1:3128/"));
        using var scope = _fixture.Transactions.Begin(_transaction);
        using var last = new Last();
        await SendThroughAsync(uri, proxy, last);

        last.Token.ShouldBe(carried ? Token : null);
    }

    /// <summary>Content takes any name, and what it has is sent like the rest: the way of functions that pass on whatever came.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task T43c_token_among_the_fields_of_the_content_is_removed(bool option)
    {
        _fixture.Options().Transaction = option;
        using var scope = _fixture.Transactions.Begin(_transaction);
        using var request = new HttpRequestMessage(HttpMethod.Post, _server.Url) { Content = new StringContent("body") };
        foreach (var name in (string[])["txn-token", "baggage", "traceparent", "tracestate", "mesh-hop-key", "mesh-hop-assertion"])
        {
            request.Content.Headers.TryAddWithoutValidation(name, "own.canary.token").ShouldBeTrue();
        }

        using var response = await _fixture.NewClient().SendAsync(request, Cancel);

        _server.Only[Header].ShouldBe(option ? Token : null);
        (_server.Only["traceparent"] ?? "").ShouldNotContain("canary");
        foreach (var name in (string[])["baggage", "tracestate", "mesh-hop-key", "mesh-hop-assertion"])
        {
            _server.Only[name].ShouldBeNull(name);
        }
    }

    /// <summary>A loop that an invocation happens to start would else go on in its name, for everybody.</summary>
    [Fact]
    public async Task SendAsync_work_that_outlives_the_invocation_is_not_within_its_transaction()
    {
        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        async Task LaterAsync()
        {
            await ended.Task;
            using var response = await _fixture.GetAsync(_server.Url);
        }

        Task later;
        using (_fixture.Transactions.Begin(_transaction))
        {
            later = LaterAsync();
            using var response = await _fixture.GetAsync(_server.Url);
        }

        ended.SetResult();
        await later;

        _server.Requests.Select(static sent => sent[Header]).ShouldBe([Token, null]);
    }

    [Fact]
    public async Task T68_token_is_in_no_log_of_the_client_whatever_it_may_show()
    {
        _fixture.Services.AddHttpClient("inventory").RedactLoggedHeaders(static _ => false);
        using var scope = _fixture.Transactions.Begin(_transaction);

        using var response = await _fixture.GetAsync(_server.Url);

        _server.Only[Header].ShouldBe(Token);
        _fixture.Log.Lines.ShouldContain(static line => line.Contains(Header, StringComparison.Ordinal), "control: headers are logged");
        foreach (var part in Token.Split('.'))
        {
            _fixture.Log.Lines.ShouldAllBe(line => !line.Contains(part, StringComparison.Ordinal));
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task AddTransactionToken_passes_it_on_by_itself_or_with_the_trace(bool propagation)
    {
        await using var fixture = new OutboundFixture();
        var server = await fixture.StartSecureAsync();
        var other = await fixture.StartSecureAsync();
        var client = fixture.Client(server).AddTransactionToken();
        _ = propagation ? client.AddMeshPropagation() : client;
        using var scope = fixture.Transactions.Begin(_transaction);
        using var request = new HttpRequestMessage(HttpMethod.Get, server.Url) { Headers = { { "txn-token", "own.canary.token" } } };
        using var elsewhere = new HttpRequestMessage(HttpMethod.Get, other.Url) { Headers = { { "txn-token", "own.canary.token" } } };

        using var response = await fixture.NewClient().SendAsync(request, Cancel);
        using var withheld = await fixture.NewClient().SendAsync(elsewhere, Cancel);

        server.Only[Header].ShouldBe(Token);
        other.Only[Header].ShouldBeNull();
    }

    [Fact]
    public async Task T66_plain_http_through_the_proxy_of_the_handler_itself_carries_no_token()
    {
        var plain = await _fixture.StartPlainAsync();
        var proxy = await _fixture.StartPlainAsync();
        _fixture.Options("local").Hosts.Add(plain.Url.Authority);
        _fixture.Options("proxied").Hosts.Add(plain.Url.Authority);
        _fixture.Services.AddHttpClient("local").AddTransactionToken();
        _fixture.Services.AddHttpClient("proxied").UseSocketsHttpHandler((handler, _) => handler.Proxy = new WebProxy(proxy.Url)).AddTransactionToken();
        using var scope = _fixture.Transactions.Begin(_transaction);

        using var direct = await _fixture.NewClient("local").GetAsync(plain.Url, Cancel);
        using var proxied = await _fixture.NewClient("proxied").GetAsync(plain.Url, Cancel);

        plain.Only[Header].ShouldBe(Token);
        proxy.Only[Header].ShouldBeNull();
    }

    [Fact]
    public void T80_option_without_propagation_fails()
    {
        var errors = new List<string>();
        var options = new OutboundClientOptions { Hosts = { "inventory" }, Transaction = true };

        new OutboundClient("inventory") { AccessToken = true, Scope = "api://inventory/.default" }.Validate(options, _fixture.Certificate, "MeshFunctions", errors);
        errors.ShouldHaveSingleItem().ShouldStartWith("MeshFunctions:Outbound:inventory:Transaction: has no effect");

        errors.Clear();
        new OutboundClient("inventory") { Propagation = true }.Validate(options, _fixture.Certificate, "MeshFunctions", errors);
        errors.ShouldBeEmpty("control");
        new OutboundClient("inventory") { Transaction = true }.Validate(options, _fixture.Certificate, "MeshFunctions", errors);
        errors.ShouldBeEmpty("control");
        new OutboundClient("inventory") { Transaction = true }.Validate(new OutboundClientOptions(), _fixture.Certificate, "MeshFunctions", errors);
        errors.ShouldHaveSingleItem().ShouldStartWith("MeshFunctions:Outbound:inventory:Hosts: is empty");
    }

    private async Task SendThroughAsync(Uri uri, IWebProxy proxy, Last last)
    {
        using var handler = new TransactionHandler("inventory", passesOn: true, new HostList([uri.Authority]), proxy, _fixture.Transactions, NullLogger.Instance) { InnerHandler = last };
        using var invoker = new HttpMessageInvoker(handler);
        using var request = new HttpRequestMessage(HttpMethod.Get, uri);
        using var response = await invoker.SendAsync(request, Cancel);
    }

    private async Task SendOwnAsync(Uri url)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, url) { Headers = { { "txn-token", "own.canary.token" } } };
        using var response = await _fixture.NewClient().SendAsync(request, Cancel);
    }

    private sealed class Last : HttpMessageHandler
    {
        public string? Token { get; private set; }

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Token = request.Headers.NonValidated.TryGetValues(Header, out var values) ? values.ToString() : null;
            return Task.FromResult(new HttpResponseMessage());
        }
    }

    private sealed class Elsewhere(Uri address) : DelegatingHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            (await base.SendAsync(request, cancellationToken)).Dispose();
            request.RequestUri = address;
            return await base.SendAsync(request, cancellationToken);
        }
    }
}
