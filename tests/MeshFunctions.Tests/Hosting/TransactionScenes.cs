using System.Net;
using System.Text.Json;
using LocalCloud.Tokens;
using MeshFunctions.Tests.Hosting.Functions;
using MeshFunctions.Tests.Identity;
using MeshFunctions.Tests.Outbound;
using Microsoft.Extensions.DependencyInjection;

namespace MeshFunctions.Tests.Hosting;

/// <summary>Transactions over HTTP and in both modes: an app behind <c>sidecar</c>, which passes transaction tokens on.</summary>
public abstract class TransactionScenes(MeshAppFixture mesh) : IAsyncLifetime
{
    private const string Header = "Txn-Token";

    private static readonly string Token = TransactionFamilies.All[0].Headers[0].Value;

    private MeshApp? _app;

    public static TheoryData<string> Demanding => ["transaction", "transaction-anonymous", "transaction-scope"];

    /// <summary>Routes that demand somebody else than a transaction.</summary>
    public static TheoryData<string> Others => ["guarded", "writer", "peer", "peer-anonymous", "robot", "vouched", "undeclared"];

    private protected abstract bool IsIntegration { get; }

    private MeshApp App => _app!;

    /// <inheritdoc />
    public async ValueTask InitializeAsync() => _app = await StartAsync();

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await App.DisposeAsync();
    }

    [Fact]
    public async Task T43c_Transaction_of_somebody_else_beside_a_bearer_token_changes_nothing_of_the_caller()
    {
        var bearer = "Bearer " + mesh.Cloud.Mint(MeshAppFixture.Reader);
        using var alone = await ViewAsync(() => Add(Proven("transaction-view"), "Authorization", bearer));
        using var both = await ViewAsync(() => Add(Within("transaction-view"), "Authorization", bearer));

        foreach (var name in (string[])["Caller", "Roles", "Scopes", "Claims", "HttpClaims", "Peer", "Vouched"])
        {
            Text(both, name).ShouldBe(Text(alone, name), name);
        }

        Text(both, "Caller").ShouldBe("rita");
        Text(both, "Claims").ShouldNotContain(TransactionFamilies.Subject);
        Text(both, "Claims").ShouldNotContain("Orders.Write");
        Text(both, "Subject").ShouldBe(TransactionFamilies.Subject);
        Text(both, "Id").ShouldBe(TransactionFamilies.Id);
        Text(both, "TransactionScopes").ShouldBe("""["trade.stocks","read"]""");
        Text(both, "RequestingWorkload").ShouldBe("apigateway.mesh.local");
        Text(both, "Action").ShouldBe("BUY");
        (await StatusAsync(App, () => mesh.As(Within("writer")))).ShouldBe(HttpStatusCode.Forbidden, "the role of the transaction is nobody's");
        (await StatusAsync(App, () => mesh.As(Within("writer"), MeshAppFixture.Writer))).ShouldBe(HttpStatusCode.OK, "control");
    }

    [Theory]
    [MemberData(nameof(Others))]
    public async Task T43c_Transaction_alone_is_no_caller_no_peer_and_no_user(string route)
    {
        (await StatusAsync(App, () => Within(route))).ShouldBeOneOf(HttpStatusCode.Unauthorized, HttpStatusCode.Forbidden);
        using var view = await ViewAsync(() => Within("transaction-view"));
        Text(view, "Caller").ShouldBe("");
        Text(view, "Claims").ShouldBe("");
        Text(view, "Peer").ShouldBe("");
        Text(view, "Id").ShouldBe(TransactionFamilies.Id, "control");
    }

    [Fact]
    public async Task T43c_Tokens_count_in_their_own_header_only()
    {
        using var view = await ViewAsync(() => Add(Proven("transaction-view"), "Authorization", "Bearer " + Token));
        Text(view, "Caller").ShouldBe("");
        Text(view, "Id").ShouldBe("");
        foreach (var route in (string[])["guarded", "transaction", "transaction-caller"])
        {
            (await StatusAsync(App, () => Add(Proven(route), "Authorization", "Bearer " + Token))).ShouldBe(HttpStatusCode.Unauthorized, route);
        }

        TokenSpec[] specs = [MeshAppFixture.Reader, new TokenSpec { Subject = "wim", Audience = IdentityFamilies.TrustDomain }, new TokenSpec { Issuer = CloudIssuer.Entra, Audience = "api://orders" }];
        foreach (var spec in specs)
        {
            (await StatusAsync(App, () => With(Proven("transaction"), mesh.Cloud.Mint(spec)))).ShouldBe(HttpStatusCode.Unauthorized, "an access token is no transaction");
        }

        (await StatusAsync(App, () => Within("transaction"))).ShouldBe(HttpStatusCode.OK, "control");
    }

    [Theory]
    [MemberData(nameof(Demanding))]
    public async Task T43c_Transaction_without_a_proven_hop_is_invisible(string route)
    {
        (await StatusAsync(App, () => With(MeshAppFixture.Get(route), Token))).ShouldBe(HttpStatusCode.Unauthorized);
        (await StatusAsync(App, () => mesh.As(With(MeshAppFixture.Get(route), Token)))).ShouldBe(HttpStatusCode.Forbidden, "a caller is somebody, but no transaction");
        (await StatusAsync(mesh.App, () => With(Proven(route), Token))).ShouldBe(HttpStatusCode.Unauthorized, "T02: the same hop, which does not set it");
        using var view = await ViewAsync(() => mesh.As(With(MeshAppFixture.Get("transaction-view"), Token)));
        Text(view, "Caller").ShouldBe("rita");
        Text(view, "Id").ShouldBe("");

        (await StatusAsync(App, () => Within(route))).ShouldBe(HttpStatusCode.OK, "control");
        (await StatusAsync(App, () => mesh.As(Within(route)))).ShouldBe(HttpStatusCode.OK, "control");
    }

    [Fact]
    public async Task Nobody_is_401_and_somebody_without_the_transaction_403()
    {
        (await StatusAsync(App, () => Proven("transaction"))).ShouldBe(HttpStatusCode.Unauthorized);
        (await StatusAsync(App, () => mesh.FromEdge(MeshAppFixture.Get("transaction")))).ShouldBe(HttpStatusCode.Forbidden, "the peer is somebody");
        (await StatusAsync(App, () => mesh.As(Proven("transaction")))).ShouldBe(HttpStatusCode.Forbidden);
        (await StatusAsync(App, () => Within("transaction-scopes"))).ShouldBe(HttpStatusCode.Forbidden, "a transaction, but not for that");
        (await StatusAsync(App, () => Within("transaction-caller"))).ShouldBe(HttpStatusCode.Unauthorized, "a transaction is no caller");
        (await StatusAsync(App, () => mesh.As(Proven("transaction-caller")))).ShouldBe(HttpStatusCode.Forbidden);
        (await StatusAsync(App, () => mesh.As(Within("transaction-caller")))).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task T07_Two_tokens_are_400_and_name_the_header_even_where_nothing_is_demanded()
    {
        foreach (var route in (string[])["open", "transaction"])
        {
            using var request = With(Proven(route), $"{Token},{Token}");
            using var response = await App.Client.SendAsync(request, TestContext.Current.CancellationToken);
            response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
            var body = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
            body.ShouldContain(Header);
            body.ShouldNotContain(Token);
        }

        (await StatusAsync(App, () => With(MeshAppFixture.Get("open"), $"{Token},{Token}"))).ShouldBe(HttpStatusCode.OK, "without a proof there is no such header");
    }

    [Fact]
    public async Task Invalid_token_bars_nobody_from_what_demands_no_transaction()
    {
        (await StatusAsync(App, () => With(Proven("open"), "garbage"))).ShouldBe(HttpStatusCode.OK);
        (await StatusAsync(App, () => mesh.As(With(Proven("guarded"), "garbage")))).ShouldBe(HttpStatusCode.OK);
        (await StatusAsync(App, () => mesh.As(With(Proven("transaction-caller"), "garbage")))).ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task T38b_Keys_that_were_never_reached_are_503_where_a_transaction_is_demanded_and_nothing_elsewhere()
    {
        await using var app = await StartAsync(("MeshFunctions:Tokens:Issuers:transactions:KeysFile", Path.Combine(Path.GetTempPath(), "no-such-keys.json")));
        Func<HttpRequestMessage>[] demanding =
            [() => Within("transaction"), () => mesh.As(Within("transaction")), () => mesh.As(Within("transaction-caller")), () => Within("transaction-anonymous")];
        foreach (var make in demanding)
        {
            using var request = make();
            using var response = await app.Client.SendAsync(request, TestContext.Current.CancellationToken);
            response.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
            response.Headers.RetryAfter.ShouldNotBeNull();
        }

        (await StatusAsync(app, () => Within("open"))).ShouldBe(HttpStatusCode.OK);
        (await StatusAsync(app, () => mesh.As(Within("guarded")))).ShouldBe(HttpStatusCode.OK);
        (await StatusAsync(app, () => mesh.As(Within("writer")))).ShouldBe(HttpStatusCode.Forbidden);
        (await StatusAsync(app, () => Within("guarded"))).ShouldBe(HttpStatusCode.Unauthorized);
        (await StatusAsync(app, () => Within("transaction-caller"))).ShouldBe(HttpStatusCode.Unauthorized, "the caller is missing, too");
        (await StatusAsync(app, () => With(MeshAppFixture.Get("transaction"), Token))).ShouldBe(HttpStatusCode.Unauthorized, "without a proof nobody asked for the keys");
        (await StatusAsync(app, () => With(Proven("transaction"), "garbage"))).ShouldBe(HttpStatusCode.Unauthorized, "keys would not help");
    }

    [Fact]
    public async Task T68_Token_and_what_it_says_are_in_no_log_but_its_identifier_is_audited()
    {
        (await StatusAsync(App, () => mesh.As(Within("transaction")))).ShouldBe(HttpStatusCode.OK);
        (await StatusAsync(App, () => With(Proven("transaction"), Token + "x"))).ShouldBe(HttpStatusCode.Unauthorized);

        foreach (var part in Token.Split('.').Append(TransactionFamilies.Subject).Append("69.151.72.123"))
        {
            App.Log.All.ShouldNotContain(part);
        }

        App.Log.All.ShouldContain($"transaction {TransactionFamilies.Id}");
    }

    [Fact]
    public async Task T66_Token_goes_to_the_next_service_as_it_came_where_it_was_valid_and_the_client_passes_it_on()
    {
        await using var next = await RecordingServer.StartAsync(certificate: null);
        await using var app = await MeshApp.StartAsync(
            mesh.Cloud,
            Settings([.. TransactionFunctions.NextClients.Select(name => ($"MeshFunctions:Outbound:{name}:Hosts:0", next.Url.Authority)), ("MeshFunctions:Outbound:next:Transaction", "true")]),
            services: services =>
            {
                services.AddSingleton(next.Url);
                foreach (var name in TransactionFunctions.NextClients)
                {
                    services.AddHttpClient(name).AddMeshPropagation();
                }
            },
            integration: IsIntegration);

        (await StatusAsync(app, () => Within("transaction-next"))).ShouldBe(HttpStatusCode.OK);
        next.Requests.Select(static request => (request.Path, request[Header])).ShouldBe([("/next", Token), ("/trace", null)]);
        next.Requests.ShouldAllBe(static request => request["traceparent"] != null);

        (await StatusAsync(app, () => With(MeshAppFixture.Get("transaction-next"), Token))).ShouldBe(HttpStatusCode.OK);
        (await StatusAsync(app, () => With(Proven("transaction-next"), Token + "x"))).ShouldBe(HttpStatusCode.OK);
        (await StatusAsync(app, () => Proven("transaction-next"))).ShouldBe(HttpStatusCode.OK);
        next.Requests.Skip(2).Select(static request => request[Header]).ShouldBe(Enumerable.Repeat((string?)null, 6), "unproven, invalid, absent; nor the function's own");
        foreach (var part in Token.Split('.').Append("canary"))
        {
            app.Log.All.ShouldNotContain(part);
        }
    }

    [Theory]
    [InlineData("Hops:chain:Sets:0", "Linkerd", "MeshFunctions:Tokens:Issuers:transactions:Kind: is Transaction although no hop sets TransactionToken")]
    [InlineData("Tokens:Issuers:transactions:Kind", "Oidc", "MeshFunctions:Hops:chain:Sets: names TransactionToken although no issuer has Kind Transaction")]
    public async Task T80_Hop_and_service_need_each_other(string key, string value, string expected)
    {
        var settings = MeshApp.Settings(mesh.Cloud);
        settings["MeshFunctions:" + key] = value;

        var failure = await Should.ThrowAsync<Microsoft.Extensions.Options.OptionsValidationException>(async () => await mesh.StartAppAsync(settings));

        failure.Failures.ShouldHaveSingleItem().ShouldStartWith(expected);
    }

    private static HttpRequestMessage Proven(string path) => MeshAppFixture.ThroughSidecar(MeshAppFixture.Get(path));

    private static HttpRequestMessage Within(string path) => With(Proven(path), Token);

    private static HttpRequestMessage With(HttpRequestMessage request, string token) => Add(request, Header, token);

    private static HttpRequestMessage Add(HttpRequestMessage request, string name, string value)
    {
        request.Headers.TryAddWithoutValidation(name, value).ShouldBeTrue();
        return request;
    }

    private static string Text(JsonDocument view, string name) => view.RootElement.GetProperty(name) is { ValueKind: JsonValueKind.Array } array
        ? array.GetRawText()
        : view.RootElement.GetProperty(name).ToString();

    private static async Task<HttpStatusCode> StatusAsync(MeshApp app, Func<HttpRequestMessage> make)
    {
        using var request = make();
        using var response = await app.Client.SendAsync(request, TestContext.Current.CancellationToken);
        return response.StatusCode;
    }

    private Task<MeshApp> StartAsync(params (string Key, string Value)[] more) => MeshApp.StartAsync(mesh.Cloud, Settings(more), integration: IsIntegration);

    private Dictionary<string, string?> Settings((string Key, string Value)[] more)
    {
        var settings = MeshApp.Settings(mesh.Cloud);
        settings["MeshFunctions:Hops:sidecar:Sets:1"] = "TransactionToken";
        foreach (var (key, value) in more)
        {
            settings[key] = value;
        }

        return settings;
    }

    private async Task<JsonDocument> ViewAsync(Func<HttpRequestMessage> make)
    {
        using var request = make();
        using var response = await App.Client.SendAsync(request, TestContext.Current.CancellationToken);
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        return JsonDocument.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }
}
