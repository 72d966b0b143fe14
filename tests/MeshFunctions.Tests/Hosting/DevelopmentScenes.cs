using System.Net;
using LocalCloud.Tokens;
using MeshFunctions.Tests.Hosting.Functions;
using MeshFunctions.Trust;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace MeshFunctions.Tests.Hosting;

/// <summary>The peer and the caller of a developer's machine, in both HTTP modes.</summary>
public abstract class DevelopmentScenes(MeshAppFixture mesh)
{
    private const string Foreign = "spiffe://mesh.local/ns/shop/sa/orders";

    [Fact]
    public async Task T82_On_a_developer_s_machine_requests_have_the_configured_peer_and_caller()
    {
        await using var app = await StartAsync(Machine("Development"), Everything);
        app.Log.All.ShouldContain($"Warning MeshFunctions.Hosting.StartupCheck 1007 Development: every request that shows nothing else is of peer {AccessFunctions.EdgeId} and caller dev");

        (await app.StatusAsync("writer")).ShouldBe(HttpStatusCode.OK);
        (await app.StatusAsync("peer-and-role")).ShouldBe(HttpStatusCode.OK);
        (await app.StatusAsync("scopes")).ShouldBe(HttpStatusCode.OK);
        app.Log.All.ShouldContain($"Allowed on Writer: requirements met (development identity); hop unproven: ProofMissing, peer {AccessFunctions.EdgeId}, ");
        app.Log.All.ShouldContain(", caller dev of https://development.invalid, ");
        (await app.StatusAsync("through-hop")).ShouldBe(HttpStatusCode.Forbidden, "it proves no hop");
        (await app.StatusAsync("robot")).ShouldBe(HttpStatusCode.Forbidden, "a person");
        (await app.StatusAsync("undeclared")).ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task T82_What_a_request_shows_counts_and_what_is_refused_stays_refused()
    {
        await using var app = await StartAsync(Machine("Development"), Everything);

        (await app.StatusAsync("writer", request => mesh.As(request))).ShouldBe(HttpStatusCode.Forbidden, "the token's caller");
        (await app.StatusAsync("writer", request => mesh.As(request, new TokenSpec { Roles = ["Orders.Write"], Lifetime = TimeSpan.FromHours(-1) }))).ShouldBe(HttpStatusCode.Unauthorized);
        (await app.StatusAsync("writer", static request => With(request, "Authorization", "Basic ZGV2OmRldg=="))).ShouldBe(HttpStatusCode.Unauthorized);
        (await app.StatusAsync("peer", static request => With(request, "Mesh-Hop-Key", "wrong-key-0123456789abcdef-0123456789abcdef"))).ShouldBe(HttpStatusCode.Forbidden, "a proof that does not hold");
        (await app.StatusAsync("peer", MeshAppFixture.ThroughSidecar)).ShouldBe(HttpStatusCode.Forbidden, "a hop that names nobody");
        (await app.StatusAsync("peer", mesh.FromEdge)).ShouldBe(HttpStatusCode.OK);
        using var leaf = mesh.Leaf(Foreign);
        var other = MeshAppFixture.Escaped(leaf);
        (await app.StatusAsync("peer", MeshAppFixture.ThroughSidecar, static request => With(request, "X-Client-Verify", "SUCCESS"), request => With(request, "X-Client-Cert", other))).ShouldBe(HttpStatusCode.Forbidden);
    }

    [Theory]
    [InlineData(null, null)]
    [InlineData("Production", null)]
    [InlineData("development", null)]
    [InlineData("Development", "WEBSITE_INSTANCE_ID")]
    [InlineData("Development", "KUBERNETES_SERVICE_HOST")]
    [InlineData("Development", "CONTAINER_APP_NAME")]
    [InlineData("Development", "CONTAINER_NAME")]
    [InlineData("Development", "LEGION_SERVICE_HOST")]
    [InlineData("Development", "WEBSITE_POD_NAME")]
    [InlineData("Development", "WEBSITE_SKU")]
    [InlineData("Development", "WEBSITE_SITE_NAME")]
    public async Task T82_Anywhere_else_the_app_does_not_start(string? environment, string? sign)
    {
        var elsewhere = HostEnvironment.Read(name => name is "AZURE_FUNCTIONS_ENVIRONMENT" ? environment : string.Equals(name, sign, StringComparison.Ordinal) ? "something" : null);
        foreach (var (key, value) in Everything)
        {
            var failure = await Should.ThrowAsync<OptionsValidationException>(async () => await StartAsync(elsewhere, (key, value)));
            failure.Failures.ShouldContain(static error => error.StartsWith("MeshFunctions:Development: gives every request an identity", StringComparison.Ordinal), key);
        }

        await using var control = await StartAsync(elsewhere);
        (await control.StatusAsync("writer")).ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Theory]
    [InlineData("Peer", "mesh.local", "does not name a workload")]
    [InlineData("Peer", "spiffe://other.local/ns/edge/sa/nginx", "trust domain that is not configured")]
    [InlineData("Caller:Roles:0", "Orders.Write", "Caller:Subject: is missing")]
    [InlineData("Caller:Name", "dev", "is not a known key")]
    public async Task T82_What_names_nobody_stops_the_start(string key, string value, string error)
    {
        var failure = await Should.ThrowAsync<OptionsValidationException>(async () => await StartAsync(Machine("Development"), (key, value)));
        failure.Failures.ShouldHaveSingleItem().ShouldContain(error);
    }

    [Fact]
    public void T82_Elsewhere_there_is_nobody_even_where_nothing_was_validated()
    {
        var options = new MeshFunctions.Identity.DevelopmentOptions { Peer = AccessFunctions.EdgeId, Caller = { Subject = "dev" } };
        var here = new MeshFunctions.Identity.DevelopmentIdentity(options, Machine("Development"), TimeProvider.System);
        here.Peer!.Name.ShouldBe(AccessFunctions.EdgeId);
        here.Caller!.Subject.ShouldBe("dev");
        here.Caller.ShouldNotBeSameAs(here.Caller);

        var elsewhere = new MeshFunctions.Identity.DevelopmentIdentity(options, Machine("Production"), TimeProvider.System);
        elsewhere.Peer.ShouldBeNull();
        elsewhere.Caller.ShouldBeNull();
    }

    private static (string Key, string Value)[] Everything { get; } =
    [
        ("Peer", AccessFunctions.EdgeId), ("Caller:Subject", "dev"), ("Caller:Roles:0", "Orders.Write"), ("Caller:Scopes:0", "Orders.Read"), ("Caller:Scopes:1", "Orders.List"),
    ];

    private static HostEnvironment Machine(string environment) => HostEnvironment.Read(name => name is "AZURE_FUNCTIONS_ENVIRONMENT" ? environment : null);

    private static HttpRequestMessage With(HttpRequestMessage request, string name, string value)
    {
        request.Headers.TryAddWithoutValidation(name, value);
        return request;
    }

    private Task<MeshApp> StartAsync(HostEnvironment environment, params (string Key, string Value)[] development)
    {
        var settings = MeshApp.Settings(mesh.Cloud);
        foreach (var (key, value) in development)
        {
            settings["MeshFunctions:Development:" + key] = value;
        }

        return mesh.StartAppAsync(settings, services: services => services.AddSingleton(environment));
    }
}
