using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using MeshFunctions.Identity;
using MeshFunctions.Tests.Identity;
using MeshFunctions.Tests.Identity.Vouched;
using Microsoft.Extensions.DependencyInjection;

namespace MeshFunctions.Tests.Hosting;

/// <summary>User claims for which a hop vouches, over HTTP and in both modes: an app behind <c>sidecar</c>, which sets every source of them.</summary>
public abstract class VouchedScenes(MeshAppFixture mesh) : IAsyncLifetime
{
    private const string Principal = "X-MS-CLIENT-PRINCIPAL";

    private MeshApp? _app;

    public static TheoryData<string, string> Staff => new()
    {
        { Principal, EasyAuthPrincipalTests.Encode("""{"claims":[{"typ":"groups","val":"staff"},{"typ":"roles","val":"Orders.Write"}],"role_typ":"roles"}""") },
        { "x-jwt-payload", JwtPayloadTests.Encode("""{"sub":"rita","groups":["other","staff"],"roles":["Orders.Write"]}""") },
        { "X-User-Groups", "staff" },
        { "X-Auth-Request-User,X-Auth-Request-Groups", "staff" },
    };

    public static TheoryData<string> Routes => ["vouched", "vouched-anonymous", "vouched-policy"];

    private protected abstract bool IsIntegration { get; }

    private MeshApp App => _app!;

    /// <inheritdoc />
    public async ValueTask InitializeAsync()
    {
        var settings = MeshApp.Settings(mesh.Cloud);
        foreach (var (key, value) in (KeyValuePair<string, string>[])
            [
                new("Sets:1", "EasyAuth"), new("Sets:2", "JwtPayload"), new("Sets:3", "ClaimHeaders"), new("Sets:4", "Custom"), new("JwtPayloadHeader", "x-jwt-payload"),
                new("ClaimHeaders:0:Header", "X-User-Groups"), new("ClaimHeaders:0:Claim", "groups"), new("ClaimHeaders:0:Separator", ","),
                new("ClaimHeaders:1:Header", "X-User-Role"), new("ClaimHeaders:1:Claim", "roles"), new("Sources:0", "oauth2-proxy"),
            ])
        {
            settings["MeshFunctions:Hops:sidecar:" + key] = value;
        }

        _app = await MeshApp.StartAsync(
            mesh.Cloud, settings, services: services => services.AddSingleton<IIdentitySource, OAuth2ProxySource>(), integration: IsIntegration);
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await App.DisposeAsync();
    }

    [Theory]
    [MemberData(nameof(Staff))]
    public async Task Vouched_claims_open_what_asks_for_them(string names, string value)
    {
        foreach (var route in Routes.Select(row => row.Data))
        {
            (await StatusAsync(() => Proven(route, names, value))).ShouldBe(HttpStatusCode.OK, route);
        }
    }

    [Theory]
    [MemberData(nameof(Staff))]
    public async Task T02c_Vouched_claims_of_a_hop_open_nothing_that_asks_for_another_hop_s_word(string names, string value)
    {
        (await StatusAsync(() => Proven("vouched-other", names, value))).ShouldBe(HttpStatusCode.Forbidden);
        (await StatusAsync(() => Proven("vouched-sidecar", names, value))).ShouldBe(HttpStatusCode.OK, "control");
    }

    [Theory]
    [MemberData(nameof(Staff))]
    public async Task Vouched_claims_are_no_caller_no_role_and_no_part_of_any_principal(string names, string value)
    {
        (await StatusAsync(() => Proven("guarded", names, value))).ShouldBe(HttpStatusCode.Unauthorized);
        (await StatusAsync(() => Proven("writer", names, value))).ShouldBe(HttpStatusCode.Unauthorized);
        (await StatusAsync(() => Proven("undeclared", names, value))).ShouldNotBe(HttpStatusCode.OK);
        (await StatusAsync(() => mesh.As(Proven("writer", names, value)))).ShouldBe(HttpStatusCode.Forbidden, "a caller without the role");
        (await StatusAsync(() => mesh.As(Proven("writer", names, value), MeshAppFixture.Writer))).ShouldBe(HttpStatusCode.OK, "control: the role in the token");

        using var view = await ViewAsync(() => mesh.As(Proven("vouched-view", names, value)));
        const string Caller = "1 identity of type 'Mesh' with 0 vouched claims, in Orders.Write: False";
        view.RootElement.GetProperty("User").GetString().ShouldBe(Caller);
        view.RootElement.GetProperty("HttpUser").GetString().ShouldBe(IsIntegration ? Caller : null);
        view.RootElement.GetProperty("Peer").GetString().ShouldBeNull();
        view.RootElement.GetProperty("Vouched").EnumerateArray().ShouldContain(claim => claim.GetString()!.EndsWith(" groups=staff", StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Staff))]
    public async Task T01_Vouched_claims_without_a_proof_do_not_exist(string names, string value)
    {
        foreach (var route in Routes.Select(row => row.Data))
        {
            (await StatusAsync(() => With(MeshAppFixture.Get(route), names, value))).ShouldBe(HttpStatusCode.Unauthorized, route);
            (await StatusAsync(() => mesh.As(With(MeshAppFixture.Get(route), names, value)))).ShouldBe(HttpStatusCode.Forbidden, route);
        }

        using var view = await ViewAsync(() => With(MeshAppFixture.Get("vouched-view"), names, value));
        view.RootElement.GetProperty("Vouched").GetArrayLength().ShouldBe(0);
    }

    [Theory]
    [MemberData(nameof(Staff))]
    public async Task T02_Vouched_claims_of_sources_that_the_hop_does_not_set_do_not_exist(string names, string value)
    {
        // The fixture's own app: the same hop and key, which sets the certificate headers only.
        using var request = Proven("vouched", names, value);
        (await mesh.SendAsync(request)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await StatusAsync(() => Proven("vouched", names, value))).ShouldBe(HttpStatusCode.OK, "control");
    }

    [Theory]
    [MemberData(nameof(Routes))]
    public async Task T43d_A_token_s_claims_are_never_vouched_for(string route) =>
        (await StatusAsync(() => mesh.As(MeshAppFixture.ThroughSidecar(MeshAppFixture.Get(route)), new() { Subject = "rita", Audience = "api://orders", Roles = ["staff"], Claims = new JsonObject { ["groups"] = "staff" } })))
            .ShouldBe(HttpStatusCode.Forbidden);

    [Theory]
    [MemberData(nameof(Routes))]
    public async Task Nobody_is_401_and_a_user_without_the_claim_403(string route)
    {
        (await StatusAsync(() => MeshAppFixture.ThroughSidecar(MeshAppFixture.Get(route)))).ShouldBe(HttpStatusCode.Unauthorized);
        (await StatusAsync(() => Proven(route, "X-User-Groups", "STAFF,Staff,other"))).ShouldBe(HttpStatusCode.Forbidden, "ordinal");
        (await StatusAsync(() => mesh.FromEdge(MeshAppFixture.Get(route)))).ShouldBe(HttpStatusCode.Forbidden, "the peer is somebody");
    }

    [Fact]
    public async Task Both_caller_and_vouched_claim_can_be_demanded()
    {
        (await StatusAsync(() => Proven("vouched-caller", "X-User-Groups", "staff"))).ShouldBe(HttpStatusCode.Unauthorized);
        (await StatusAsync(() => mesh.As(MeshAppFixture.ThroughSidecar(MeshAppFixture.Get("vouched-caller"))))).ShouldBe(HttpStatusCode.Forbidden);
        (await StatusAsync(() => mesh.As(Proven("vouched-caller", "X-User-Groups", "staff")))).ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData(Principal, "e30=")]
    [InlineData("X-MS-CLIENT-PRINCIPAL-ID", "1")]
    [InlineData("x-jwt-payload", "e30")]
    [InlineData("X-User-Role", "a")]
    [InlineData("X-Auth-Request-Email", "a@example.com")]
    public async Task T07_Repeated_singletons_are_400_with_the_proof_and_do_not_exist_without(string name, string value)
    {
        using var proven = MeshAppFixture.ThroughSidecar(MeshAppFixture.Get("open"));
        proven.Headers.TryAddWithoutValidation(name, [value, value]);
        using var response = await App.Client.SendAsync(proven, TestContext.Current.CancellationToken);
        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldContain(name, Case.Insensitive);
        (await StatusAsync(() => Proven("open", name, value + "," + value))).ShouldBe(HttpStatusCode.BadRequest);

        (await StatusAsync(() => With(MeshAppFixture.Get("open"), name, value + "," + value))).ShouldBe(HttpStatusCode.OK);
        (await StatusAsync(() => Proven("open", name, value))).ShouldBe(HttpStatusCode.OK, "control");
    }

    [Fact]
    public async Task T07_Repeated_lists_are_one_list()
    {
        using var request = MeshAppFixture.ThroughSidecar(MeshAppFixture.Get("vouched"));
        request.Headers.TryAddWithoutValidation("X-User-Groups", ["other", "staff"]);

        (await App.Client.SendAsync(request, TestContext.Current.CancellationToken)).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task T16_Hostile_principals_are_nobody_on_anonymous_functions_and_401_where_somebody_is_demanded()
    {
        foreach (var value in EasyAuthPrincipalTests.Hostile.Select(row => row.Data).Where(value => value.All(static unit => unit is > ' ' and <= '~' and not ',')))
        {
            (await StatusAsync(() => Proven("vouched-view", Principal, value))).ShouldBe(HttpStatusCode.OK, value);
            (await StatusAsync(() => Proven("vouched", Principal, value))).ShouldBe(HttpStatusCode.Unauthorized, value);
        }
    }

    [Theory]
    [InlineData(256, HttpStatusCode.OK)]
    [InlineData(257, HttpStatusCode.RequestHeaderFieldsTooLarge)]
    [InlineData(4_000, HttpStatusCode.RequestHeaderFieldsTooLarge)]
    public async Task T16_T18_Too_many_claims_are_431(int count, HttpStatusCode expected)
    {
        // 4,000 are about as many as the local worker's 128 KiB hold; 10,000 are tested on the parser.
        var value = EasyAuthPrincipalTests.Claims(count);

        (await StatusAsync(() => Proven("vouched-view", Principal, value))).ShouldBe(expected);
    }

    [Fact]
    public async Task Startup_says_which_headers_only_the_configuration_knows()
    {
        App.Log.All.ShouldContain("Hop sidecar sets these headers by configuration: x-jwt-payload, X-User-Groups, X-User-Role, X-Auth-Request-User");
        await StatusAsync(() => Proven("vouched", "X-User-Groups", "group-canary-81c2"));
        App.Log.All.ShouldNotContain("group-canary-81c2");
    }

    private static HttpRequestMessage Proven(string path, string names, string value) => With(MeshAppFixture.ThroughSidecar(MeshAppFixture.Get(path)), names, value);

    private static HttpRequestMessage With(HttpRequestMessage request, string names, string value)
    {
        foreach (var name in names?.Split(',') ?? [])
        {
            request.Headers.TryAddWithoutValidation(name, value).ShouldBeTrue();
        }

        return request;
    }

    private async Task<HttpStatusCode> StatusAsync(Func<HttpRequestMessage> make)
    {
        using var request = make();
        using var response = await App.Client.SendAsync(request, TestContext.Current.CancellationToken);
        return response.StatusCode;
    }

    private async Task<JsonDocument> ViewAsync(Func<HttpRequestMessage> make)
    {
        using var request = make();
        using var response = await App.Client.SendAsync(request, TestContext.Current.CancellationToken);
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        return JsonDocument.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }
}
