using System.Net;
using MeshFunctions.Authorization;
using MeshFunctions.Tests.Hosting.Functions;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.DependencyInjection;

namespace MeshFunctions.Tests.Hosting;

/// <summary>What the configuration demands of functions beside their code, in both HTTP modes.</summary>
public abstract class TightenedScenes(MeshAppFixture mesh)
{
    [Fact]
    public async Task Peers_of_a_pattern_hold_on_every_function_that_it_fits_and_on_no_other()
    {
        await using var app = await StartAsync(("Functions:O*n:Peers:0", AccessFunctions.EdgeId), ("Functions:guarded:Peers:0", AccessFunctions.EdgeId));

        (await app.StatusAsync("open")).ShouldBe(HttpStatusCode.Unauthorized, "AllowAnonymous does not lift it");
        (await app.StatusAsync("open", mesh.NamingEdge)).ShouldBe(HttpStatusCode.Unauthorized, "no proof");
        (await app.StatusAsync("open", request => mesh.As(request))).ShouldBe(HttpStatusCode.Forbidden, "a token makes no peer");
        (await app.StatusAsync("open", mesh.FromEdge)).ShouldBe(HttpStatusCode.OK);
        (await app.StatusAsync("guarded", request => mesh.As(request))).ShouldBe(HttpStatusCode.Forbidden);
        (await app.StatusAsync("guarded", mesh.FromEdge)).ShouldBe(HttpStatusCode.Unauthorized, "what the code declares holds too");
        (await app.StatusAsync("guarded", mesh.FromEdge, request => mesh.As(request))).ShouldBe(HttpStatusCode.OK);
        (await app.StatusAsync("scoped")).ShouldBe(HttpStatusCode.OK, "another function");
    }

    [Theory]
    [InlineData("Policy", "Writers")]
    [InlineData("Roles:0", "Orders.Write")]
    [InlineData("ScopesOrAppRoles:0", "orders.write")]
    public async Task Policy_roles_and_scopes_hold_although_the_code_says_AllowAnonymous(string key, string value)
    {
        await using var app = await StartAsync(("Functions:Open:" + key, value));

        (await app.StatusAsync("open")).ShouldBe(HttpStatusCode.Unauthorized);
        (await app.StatusAsync("open", mesh.FromEdge)).ShouldBe(HttpStatusCode.Unauthorized);
        (await app.StatusAsync("open", request => mesh.As(request))).ShouldBe(HttpStatusCode.Forbidden);
        (await app.StatusAsync("open", request => mesh.As(request, new() { Subject = "wim", Roles = ["Orders.Write"], Scope = "orders.write" }))).ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("Any")]
    [InlineData("Cryptographic")]
    public async Task TrustedHop_demands_a_proof(string kind)
    {
        await using var app = await StartAsync(("Functions:*:TrustedHop", kind));

        (await app.StatusAsync("open")).ShouldBe(HttpStatusCode.Unauthorized);
        (await app.StatusAsync("guarded", request => mesh.As(request))).ShouldBe(HttpStatusCode.Forbidden);
        (await app.StatusAsync("open", MeshAppFixture.ThroughSidecar)).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task All_entries_that_fit_hold_together()
    {
        await using var app = await StartAsync(("Functions:Op*:Peers:0", AccessFunctions.EdgeId), ("Functions:*pen:Roles:0", "Orders.Write"), ("Functions:x:Pattern", "OPEN"), ("Functions:x:Policy", "Wims"));

        (await app.StatusAsync("open", mesh.FromEdge)).ShouldBe(HttpStatusCode.Unauthorized);
        (await app.StatusAsync("open", request => mesh.As(request, MeshAppFixture.Writer))).ShouldBe(HttpStatusCode.Forbidden);
        (await app.StatusAsync("open", mesh.FromEdge, request => mesh.As(request))).ShouldBe(HttpStatusCode.Forbidden);
        (await app.StatusAsync("open", mesh.FromEdge, request => mesh.As(request, new() { Subject = "rita", Roles = ["Orders.Write"] }))).ShouldBe(HttpStatusCode.Forbidden);
        (await app.StatusAsync("open", mesh.FromEdge, request => mesh.As(request, MeshAppFixture.Writer))).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task T81_A_demand_declares_nothing()
    {
        await using (var app = await StartAsync(("Functions:Undeclared:Peers:0", AccessFunctions.EdgeId), ("Functions:Unde*:Policy", "Writers")))
        {
            (await app.StatusAsync("undeclared", mesh.FromEdge, request => mesh.As(request, MeshAppFixture.Writer))).ShouldBe(HttpStatusCode.Forbidden, "nobody may call it");
            app.Entries.Names.ShouldBeEmpty();
        }

        await using var open = await StartAsync(("Functions:Undeclared:Peers:0", AccessFunctions.EdgeId), ("Default", "Allow"));
        (await open.StatusAsync("undeclared")).ShouldBe(HttpStatusCode.Unauthorized);
        (await open.StatusAsync("undeclared", mesh.FromEdge)).ShouldBe(HttpStatusCode.OK);
    }

    private Task<MeshApp> StartAsync(params (string Key, string Value)[] access)
    {
        var settings = MeshApp.Settings(mesh.Cloud);
        foreach (var (key, value) in access)
        {
            settings["MeshFunctions:Access:" + key] = value;
        }

        return mesh.StartAppAsync(settings, services: static services => services.AddAuthorizationCore(static options =>
        {
            options.AddPolicy("Writers", static policy => policy.RequireRole("Orders.Write"));
            options.AddPolicy("Wims", static policy => policy.RequireAssertion(static context => context.Resource is MeshContext { Caller.Subject: "wim" }));
        }));
    }
}
