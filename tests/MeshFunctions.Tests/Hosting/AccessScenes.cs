using System.Buffers.Text;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using System.Text.Json.Nodes;
using MeshFunctions.Tests.Hosting.Functions;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.DependencyInjection;
using NSubstitute;

namespace MeshFunctions.Tests.Hosting;

/// <summary>What holds in both HTTP modes.</summary>
public abstract class AccessScenes(MeshAppFixture mesh)
{
    [Fact]
    public async Task Guarded_without_token_is_401_with_a_bare_challenge_and_never_entered()
    {
        var entered = mesh.App.Entries.Names.Count;
        using var request = MeshAppFixture.Get("guarded");
        using var response = await mesh.SendAsync(request);

        response.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        response.Headers.WwwAuthenticate.ToString().ShouldBe("Bearer realm=\"mesh\"");
        response.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        var problem = JsonDocument.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).RootElement;
        problem.GetProperty("status").GetInt32().ShouldBe(401);
        problem.GetProperty("requestId").GetString()!.Length.ShouldBeGreaterThan(0);
        problem.GetProperty("traceId").GetString()!.Length.ShouldBe(32);
        mesh.App.Entries.Names.Count.ShouldBe(entered);
    }

    [Fact]
    public async Task Guarded_with_token_knows_the_caller()
    {
        using var request = mesh.As(MeshAppFixture.Get("guarded"));

        (await mesh.SeeAsync(request)).Caller.ShouldBe("rita");
    }

    [Fact]
    public async Task Writer_without_role_is_403_insufficient_scope_and_with_it_200()
    {
        using var without = mesh.As(MeshAppFixture.Get("writer"));
        using var refused = await mesh.SendAsync(without);
        refused.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        refused.Headers.WwwAuthenticate.ToString().ShouldContain("error=\"insufficient_scope\"");
        (await refused.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldNotContain("Orders.Write");

        using var with = mesh.As(MeshAppFixture.Get("writer"), MeshAppFixture.Writer);
        (await mesh.SeeAsync(with)).Roles.ShouldBe(["Orders.Write"]);
    }

    [Theory]
    [InlineData("peer")]
    [InlineData("peer-anonymous")]
    [InlineData("edge-namespace")]
    public async Task RequirePeer_alone_is_401_without_anybody_403_for_another_peer_and_200_for_the_right_one(string path)
    {
        using var nobody = MeshAppFixture.Get(path);
        (await mesh.SendAsync(nobody)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);

        using var leaf = mesh.Leaf("spiffe://mesh.local/ns/shop/sa/orders");
        using var other = MeshAppFixture.ThroughSidecar(MeshAppFixture.Get(path));
        other.Headers.TryAddWithoutValidation("X-Client-Verify", "SUCCESS");
        other.Headers.TryAddWithoutValidation("X-Client-Cert", MeshAppFixture.Escaped(leaf));
        (await mesh.SendAsync(other)).StatusCode.ShouldBe(HttpStatusCode.Forbidden);

        using var caller = mesh.As(MeshAppFixture.Get(path));
        (await mesh.SendAsync(caller)).StatusCode.ShouldBe(HttpStatusCode.Forbidden);

        using var edge = mesh.FromEdge(MeshAppFixture.Get(path));
        (await mesh.SeeAsync(edge)).Peer.ShouldBe(AccessFunctions.EdgeId);
    }

    [Theory]
    [InlineData("robot")]
    [InlineData("robot-and-peer")]
    public async Task T42_RequireCaller_is_401_without_a_token_403_with_another_s_and_200_with_the_right_one(string path)
    {
        using var nobody = mesh.FromEdge(MeshAppFixture.Get(path));
        using var demanded = await mesh.SendAsync(nobody);
        demanded.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        demanded.Headers.WwwAuthenticate.ToString().ShouldStartWith("Bearer");

        foreach (var other in new[] { Robot("66666666-6666-6666-6666-666666666666"), MeshAppFixture.Writer })
        {
            using var request = mesh.As(mesh.FromEdge(MeshAppFixture.Get(path)), other);
            using var refused = await mesh.SendAsync(request);
            refused.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
            (await refused.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldNotContain(AccessFunctions.RobotId);
        }

        using var right = mesh.As(mesh.FromEdge(MeshAppFixture.Get(path)), Robot(AccessFunctions.RobotId));
        (await mesh.SeeAsync(right)).Caller.ShouldBe(AccessFunctions.RobotId);

        static LocalCloud.Tokens.TokenSpec Robot(string id) => new() { Issuer = LocalCloud.Tokens.CloudIssuer.Entra, Subject = id };
    }

    [Fact]
    public async Task T43d_RequireCaller_does_not_make_a_peer_of_the_token()
    {
        using var robot = mesh.As(MeshAppFixture.Get("robot-and-peer"), new LocalCloud.Tokens.TokenSpec { Issuer = LocalCloud.Tokens.CloudIssuer.Entra, Subject = AccessFunctions.RobotId });
        (await mesh.SendAsync(robot)).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task RequireTrustedHop_is_401_without_a_proof_403_for_a_caller_without_and_200_with_it()
    {
        using var nobody = MeshAppFixture.Get("through-hop");
        (await mesh.SendAsync(nobody)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        using var caller = mesh.As(MeshAppFixture.Get("through-hop"));
        (await mesh.SendAsync(caller)).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        using var through = MeshAppFixture.ThroughSidecar(MeshAppFixture.Get("through-hop"));
        (await mesh.SendAsync(through)).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task T43_A_bound_token_counts_with_the_certificate_that_the_hop_forwards_and_no_other()
    {
        using var certificate = X509Certificate2.CreateFromPem(Uri.UnescapeDataString(mesh.EdgeCertificate));
        var bound = new LocalCloud.Tokens.TokenSpec
        {
            Subject = "rita",
            Claims = new JsonObject { ["cnf"] = new JsonObject { ["x5t#S256"] = Base64Url.EncodeToString(SHA256.HashData(certificate.RawData)) } },
        };

        using var withoutProof = mesh.As(mesh.NamingEdge(MeshAppFixture.Get("guarded")), bound);
        await RefusedAsync(withoutProof);
        using var withoutCertificate = mesh.As(MeshAppFixture.ThroughSidecar(MeshAppFixture.Get("guarded")), bound);
        await RefusedAsync(withoutCertificate);
        using var leaf = mesh.Leaf(AccessFunctions.EdgeId);
        using var twin = mesh.As(MeshAppFixture.ThroughSidecar(MeshAppFixture.Get("guarded")), bound);
        twin.Headers.TryAddWithoutValidation("X-Client-Verify", "SUCCESS");
        twin.Headers.TryAddWithoutValidation("X-Client-Cert", MeshAppFixture.Escaped(leaf));
        await RefusedAsync(twin);

        using var right = mesh.As(mesh.FromEdge(MeshAppFixture.Get("guarded")), bound);
        (await mesh.SeeAsync(right)).Caller.ShouldBe("rita");

        async Task RefusedAsync(HttpRequestMessage request)
        {
            using var answer = await mesh.SendAsync(request);
            answer.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
            answer.Headers.WwwAuthenticate.ToString().ShouldContain("error=\"invalid_token\"");
        }
    }

    [Fact]
    public async Task PeerAndRole_needs_both()
    {
        using var edgeOnly = mesh.FromEdge(MeshAppFixture.Get("peer-and-role"));
        (await mesh.SendAsync(edgeOnly)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);

        using var callerOnly = mesh.As(MeshAppFixture.Get("peer-and-role"), MeshAppFixture.Writer);
        (await mesh.SendAsync(callerOnly)).StatusCode.ShouldBe(HttpStatusCode.Forbidden);

        using var both = mesh.As(mesh.FromEdge(MeshAppFixture.Get("peer-and-role")), MeshAppFixture.Writer);
        var view = await mesh.SeeAsync(both);
        view.Peer.ShouldBe(AccessFunctions.EdgeId);
        view.Caller.ShouldBe("wim");
    }

    [Fact]
    public async Task Undeclared_is_denied_to_everybody_unless_the_default_is_Allow()
    {
        using var nobody = MeshAppFixture.Get("undeclared");
        (await mesh.SendAsync(nobody)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        using var somebody = mesh.As(mesh.FromEdge(MeshAppFixture.Get("undeclared")), MeshAppFixture.Writer);
        (await mesh.SendAsync(somebody)).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        mesh.App.Entries.Names.Contains("Undeclared", StringComparer.Ordinal).ShouldBeFalse();

        var settings = MeshApp.Settings(mesh.Cloud);
        settings["MeshFunctions:Access:Default"] = "Allow";
        await using var open = await mesh.StartAppAsync(settings);
        (await open.Client.GetAsync(new Uri("undeclared", UriKind.Relative), TestContext.Current.CancellationToken)).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Undeclared_with_default_Allow_still_obeys_the_app_s_own_fallback_policy()
    {
        var settings = MeshApp.Settings(mesh.Cloud);
        settings["MeshFunctions:Access:Default"] = "Allow";
        await using var app = await mesh.StartAppAsync(
            settings, services: services => services.AddAuthorizationCore(options => options.FallbackPolicy = new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build()));

        (await app.Client.GetAsync(new Uri("undeclared", UriKind.Relative), TestContext.Current.CancellationToken)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        using var peerOnly = mesh.FromEdge(MeshAppFixture.Get("peer"));
        (await app.Client.SendAsync(peerOnly, TestContext.Current.CancellationToken)).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    /// <summary>The usual way around for administrators, who come from anywhere: no role stands in for what a hop must prove.</summary>
    [Fact]
    public async Task A_handler_that_meets_every_requirement_meets_none_of_the_mesh()
    {
        var everything = Substitute.For<IAuthorizationHandler>();
        everything.HandleAsync(Arg.Any<AuthorizationHandlerContext>()).Returns(static call =>
        {
            var context = call.Arg<AuthorizationHandlerContext>();
            context.PendingRequirements.ToList().ForEach(context.Succeed);
            return Task.CompletedTask;
        });
        var settings = MeshApp.Settings(mesh.Cloud);
        settings["MeshFunctions:Access:Functions:Open:TrustedHop"] = "Any";
        await using var app = await mesh.StartAppAsync(settings, services: services => services.AddSingleton(everything));
        foreach (var path in (string[])["peer", "peer-anonymous", "through-hop", "robot", "open"])
        {
            using var request = mesh.As(MeshAppFixture.Get(path));
            using var answer = await app.Client.SendAsync(request, TestContext.Current.CancellationToken);
            answer.StatusCode.ShouldBe(HttpStatusCode.Forbidden, path);
        }

        using var control = await app.Client.GetAsync(new Uri("writer", UriKind.Relative), TestContext.Current.CancellationToken);
        control.StatusCode.ShouldBe(HttpStatusCode.OK, "what is the app's own to decide");
    }

    [Fact]
    public async Task T44_malformed_request_has_its_audit_event()
    {
        await using var app = await mesh.StartAppAsync();
        using var request = MeshAppFixture.Get("open");
        request.Headers.TryAddWithoutValidation("Authorization", "Bearer a, Bearer b");
        (await app.Client.SendAsync(request, TestContext.Current.CancellationToken)).StatusCode.ShouldBe(HttpStatusCode.BadRequest);

        app.Log.Lines.ShouldContain(static line => line.StartsWith("Warning MeshFunctions.Audit 1600 Malformed on Open: ", StringComparison.Ordinal) && line.Contains("hop unproven: ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Default_Allow_is_said_aloud_of_every_function_that_it_opens()
    {
        var settings = MeshApp.Settings(mesh.Cloud);
        settings["MeshFunctions:Access:Default"] = "Allow";
        await using var app = await mesh.StartAppAsync(settings);
        app.Log.Lines.ShouldContain(static line =>
            line.StartsWith("Warning ", StringComparison.Ordinal) && line.Contains("Function Undeclared admits everybody (Access:Default is Allow)", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_scoped_handler_gets_the_context_and_what_it_adds_to_an_anonymous_user_ends_with_the_request()
    {
        await using var app = await mesh.StartAppAsync(services: services => services.AddScoped<IAuthorizationHandler, ApiKeyHandler>());
        using var keyed = new HttpRequestMessage(HttpMethod.Get, "guarded");
        keyed.Headers.TryAddWithoutValidation("x-request-id", ApiKeyHandler.Key);
        MeshAppFixture.ThroughSidecar(keyed);
        (await app.Client.SendAsync(keyed, TestContext.Current.CancellationToken)).StatusCode.ShouldBe(HttpStatusCode.OK);

        using var keyless = MeshAppFixture.Get("guarded");
        (await app.Client.SendAsync(keyless, TestContext.Current.CancellationToken)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Scoped_service_is_the_same_context()
    {
        using var request = MeshAppFixture.Get("scoped");

        (await mesh.SendAsync(request)).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("peer")]
    [InlineData("edge-namespace")]
    public async Task T43d_A_token_that_names_the_workload_makes_no_peer(string path)
    {
        using var forged = mesh.As(MeshAppFixture.Get(path), new() { Subject = AccessFunctions.EdgeId, Audience = "api://orders" });
        (await mesh.SendAsync(forged)).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        using var nobody = MeshAppFixture.Get(path);
        (await mesh.SendAsync(nobody)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task T74_A_denial_of_a_function_with_several_outputs_reaches_the_caller()
    {
        using var denied = MeshAppFixture.Get("several");
        using var response = await mesh.SendAsync(denied);
        response.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldContain("\"status\":401");
        mesh.App.Entries.Names.Contains("Several", StringComparer.Ordinal).ShouldBeFalse();

        using var allowed = mesh.As(MeshAppFixture.Get("several"));
        (await mesh.SendAsync(allowed)).StatusCode.ShouldBe(HttpStatusCode.Accepted);
    }

    [Fact]
    public async Task T74_A_403_of_a_function_with_several_outputs_reaches_the_caller()
    {
        await using var app = await mesh.StartAppAsync();
        using var denied = mesh.As(MeshAppFixture.Get("several-writers"));
        using var response = await app.Client.SendAsync(denied, TestContext.Current.CancellationToken);
        response.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldContain("\"status\":403");
        response.Headers.WwwAuthenticate.ToString().ShouldContain("error=\"insufficient_scope\"");
        app.Entries.Names.ShouldBeEmpty();

        (await app.StatusAsync("several-writers", request => mesh.As(request, MeshAppFixture.Writer))).ShouldBe(HttpStatusCode.Accepted);
    }

    [Fact]
    public async Task The_audit_event_says_who_through_what_on_what_the_outcome_and_why()
    {
        await using var app = await mesh.StartAppAsync();
        await app.StatusAsync("writer", mesh.FromEdge, request => mesh.As(request));
        app.Log.All.ShouldContain($"Warning MeshFunctions.Audit 1600 Forbidden on Writer: role; hop sidecar, peer {AccessFunctions.EdgeId}, ");
        app.Log.All.ShouldContain($", caller rita of {mesh.Cloud.Issuer(LocalCloud.Tokens.CloudIssuer.Oidc)}, ");
        await app.StatusAsync("peer", mesh.NamingEdge);
        app.Log.All.ShouldContain("Warning MeshFunctions.Audit 1600 Unauthenticated on PeerOnly: RequirePeer; hop unproven: ProofMissing, peer ");
    }
}
