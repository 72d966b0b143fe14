using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using MeshFunctions.Headers;
using MeshFunctions.Tests.Hosting.Functions;
using MeshFunctions.Tests.Identity;

namespace MeshFunctions.Tests.Hosting;

/// <summary>What holds in both HTTP modes.</summary>
public abstract class RequestHeadersScenes(MeshAppFixture mesh)
{
    [Fact]
    public async Task T01_Certificate_headers_without_a_proof_are_invisible_and_with_it_they_count()
    {
        using var forged = mesh.NamingEdge(MeshAppFixture.Get("open"));
        var unproven = await mesh.SeeAsync(forged);
        unproven.Proven.ShouldBeFalse();
        unproven.Peer.ShouldBeNull();

        using var genuine = mesh.FromEdge(MeshAppFixture.Get("open"));
        var proven = await mesh.SeeAsync(genuine);
        proven.Hop.ShouldBe("sidecar");
        proven.Peer.ShouldBe(AccessFunctions.EdgeId);
    }

    [Theory]
    [InlineData("Mesh-Hop-Key")]
    [InlineData("Mesh-Hop-Assertion")]
    [InlineData("dapr-api-token")]
    public async Task T06c_Material_that_proves_nothing_is_gone_too_when_the_function_runs(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        var view = MeshView.Parse((await GetAsync("open", (name, "canary-4c1d"), ("X-Kept", "1"))).Body);

        view.Proven.ShouldBeFalse();
        view.SeenHeaders.ShouldNotBeNull().ShouldNotContain(name.ToUpperInvariant());
        view.SeenHeaders.ShouldContain("X-KEPT");
        mesh.App.Log.All.ShouldNotContain("canary-4c1d");
    }

    [Fact]
    public async Task T06c_The_hop_key_is_gone_when_the_function_runs()
    {
        using var request = mesh.FromEdge(MeshAppFixture.Get("open"));
        var view = await mesh.SeeAsync(request);

        view.Proven.ShouldBeTrue();
        view.SeenHeaders.ShouldNotBeNull().ShouldNotContain("MESH-HOP-KEY");
        view.SeenHeaders.ShouldContain("X-CLIENT-VERIFY");
        mesh.App.Log.All.ShouldNotContain(MeshAppFixture.HopKey);
    }

    [Theory]
    [InlineData("Mesh-Hop-Key", MeshAppFixture.HopKey, MeshAppFixture.HopKey)]
    [InlineData("Mesh-Hop-Key", MeshAppFixture.HopKey, "other-canary")]
    [InlineData("Mesh-Hop-Assertion", "canary.a.b", "canary.a.b")]
    [InlineData("dapr-api-token", "canary-a", "canary-b")]
    [InlineData("Authorization", "Bearer canary.b.c", "Bearer canary.b.c")]
    public async Task T07_Repeated_proofs_and_credentials_are_400_even_on_anonymous_functions(string name, string first, string second)
    {
        foreach (var route in (string[])["open", "guarded", "peer"])
        {
            foreach (var headers in ((string, string)[][])[[(name, first), (name, second)], [(name, $"{first},{second}")], [(name, $"{first}, {second}")]])
            {
                var answer = await GetAsync(route, headers);
                answer.Status.ShouldBe(HttpStatusCode.BadRequest);
                answer.Body.ShouldContain(name, Case.Insensitive);
                answer.Body.ShouldNotContain("canary");
            }
        }

        (await GetAsync("open", (name, first))).Status.ShouldBe(HttpStatusCode.OK, "control");
    }

    /// <summary>T18 over every header that is read whatever the configuration says.</summary>
    [Fact]
    public async Task T18_Oversize_value_of_any_header_that_is_always_read_is_431()
    {
        foreach (var rule in HeaderRule.All.Where(static rule => rule.Kind != HeaderKind.Identity))
        {
            var answer = await GetAsync("open", (rule.Name, new string('a', RequestHeaders.MaxValueLength + 1)));
            answer.Status.ShouldBe(HttpStatusCode.RequestHeaderFieldsTooLarge, rule.Name);
            answer.Body.ShouldContain("headers-too-large");
            if (rule.Header != MeshHeader.Authorization)
            {
                (await GetAsync("open", (rule.Name, new string('a', RequestHeaders.MaxValueLength)))).Status.ShouldBe(HttpStatusCode.OK, "control");
            }
        }
    }

    /// <summary>The host makes keys of the binding data of a query and of a JSON body (wire formats §2.1).</summary>
    [Fact]
    public async Task T58_Query_and_body_of_a_request_are_no_headers()
    {
        const string Trace = "0af7651916cd43dd8448eb211c80319c";
        (string Name, string Value)[] hostile =
        [
            ("Mesh-Hop-Key", MeshAppFixture.HopKey), ("X-Client-Verify", "SUCCESS"), ("X-Client-Cert", mesh.EdgeCertificate),
            ("Authorization", "Bearer " + mesh.Cloud.Mint(MeshAppFixture.Writer)), ("traceparent", $"00-{Trace}-b7ad6b7169203331-01"), ("baggage", "tenant=blue"),
        ];
        var map = hostile.ToDictionary(static header => header.Name, static header => header.Value, StringComparer.Ordinal);
        var query = string.Join('&', map.Append(new("Headers", JsonSerializer.Serialize(map))).Select(static pair => $"{pair.Key}={Uri.EscapeDataString(pair.Value)}"));
        using var request = new HttpRequestMessage(HttpMethod.Post, "open?" + query);
        request.Content = new StringContent(
            JsonSerializer.Serialize(new { Headers = map, ApplicationProperties = map, Properties = map }), Encoding.UTF8, "application/json");

        var view = await mesh.SeeAsync(request);

        view.Proven.ShouldBeFalse();
        view.Peer.ShouldBeNull();
        view.Caller.ShouldBeNull();
        view.Baggage.ShouldBeEmpty();
        view.TraceId.ShouldNotBe(Trace, StringComparer.Ordinal);
        view.Links.ShouldBeEmpty();
        var control = MeshView.Parse((await GetAsync("open", hostile)).Body);
        (control.Proven, control.Peer, control.Caller, control.TraceId, control.Baggage).ShouldBe((true, AccessFunctions.EdgeId, "wim", Trace, "tenant=blue"));
    }

    [Theory]
    [MemberData(nameof(OtherFamiliesTests.RoutingHeaders), MemberType = typeof(OtherFamiliesTests))]
    public async Task T19_Routing_headers_are_not_used_for_anything_whoever_sends_them(string name, string value)
    {
        foreach (var proof in ((string, string)[][])[[], [("Mesh-Hop-Key", MeshAppFixture.HopKey)]])
        {
            foreach (var route in (string[])["open", "guarded", "peer", "undeclared", "nowhere"])
            {
                var plain = await GetAsync(route, proof);
                var routed = await GetAsync(route, [.. proof, (name, value)]);
                routed.Status.ShouldBe(plain.Status, route);
                if (plain.Status == HttpStatusCode.OK)
                {
                    Stable(routed).ShouldBe(Stable(plain));
                }
                else
                {
                    WithoutIds(routed.Body).ShouldBe(WithoutIds(plain.Body));
                }
            }
        }

        static string WithoutIds(string problem) => Regex.Replace(problem, "[0-9a-f]{32}", "id", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1));

        static string Stable(RawHttp answer) =>
            (MeshView.Parse(answer.Body) with { TraceId = "", RequestId = "", ActivityTraceId = null, SeenHeaders = null }).Print();
    }

    [Theory]
    [InlineData("X-Client-Verify", "SUCCESS")]
    [InlineData("X-Client-Cert", "x")]
    public async Task T07_Repeated_identity_headers_are_400_with_the_proof_and_do_not_exist_without(string name, string value)
    {
        using var proven = MeshAppFixture.ThroughSidecar(MeshAppFixture.Get("open"));
        proven.Headers.TryAddWithoutValidation(name, [value, value]);
        (await mesh.SendAsync(proven)).StatusCode.ShouldBe(HttpStatusCode.BadRequest);

        using var unproven = MeshAppFixture.Get("open");
        unproven.Headers.TryAddWithoutValidation(name, [value, value]);
        (await mesh.SendAsync(unproven)).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task T18_Oversize_headers_are_431_and_families_that_nobody_sets_do_not_count()
    {
        using var single = MeshAppFixture.Get("open");
        single.Headers.TryAddWithoutValidation("Authorization", "Bearer " + new string('a', 17 * 1024));
        using var response = await mesh.SendAsync(single);
        ((int)response.StatusCode).ShouldBe(431);
        (await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldContain("headers-too-large");

        using var together = MeshAppFixture.Get("open");
        together.Headers.TryAddWithoutValidation("Authorization", "Bearer " + new string('a', 15 * 1024));
        together.Headers.TryAddWithoutValidation("X-Client-Cert", new string('a', 15 * 1024));
        together.Headers.TryAddWithoutValidation("tracestate", new string('a', 3 * 1024));
        ((int)(await mesh.SendAsync(together)).StatusCode).ShouldBe(431);

        using var unread = MeshAppFixture.Get("open");
        unread.Headers.TryAddWithoutValidation("x-forwarded-client-cert", new string('a', 40 * 1024));
        (await mesh.SendAsync(unread)).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("Bearer a b")]
    [InlineData("Bearer\ta.b.c")]
    [InlineData("Bearer")]
    [InlineData("Bearer ")]
    public async Task T44_A_malformed_Authorization_is_400_invalid_request(string authorization)
    {
        using var request = MeshAppFixture.Get("open");
        request.Headers.TryAddWithoutValidation("Authorization", authorization);
        using var response = await mesh.SendAsync(request);

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        response.Headers.WwwAuthenticate.ToString().ShouldContain("error=\"invalid_request\"");
    }

    [Fact]
    public async Task T44_Basic_is_401_without_an_error_code_and_the_scheme_is_case_insensitive()
    {
        using var basic = MeshAppFixture.Get("guarded");
        basic.Headers.TryAddWithoutValidation("Authorization", "Basic cml0YTpyaXRh");
        using var refused = await mesh.SendAsync(basic);
        refused.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        refused.Headers.WwwAuthenticate.ToString().ShouldNotContain("error");

        using var shouting = MeshAppFixture.Get("guarded");
        shouting.Headers.TryAddWithoutValidation("Authorization", "BEARER " + mesh.Cloud.Mint(MeshAppFixture.Reader));
        (await mesh.SeeAsync(shouting)).Caller.ShouldBe("rita");
    }

    [Fact]
    public async Task A_bad_token_is_401_invalid_token_where_a_caller_is_demanded_and_anonymous_elsewhere()
    {
        using var guarded = mesh.As(MeshAppFixture.Get("guarded"), new() { Subject = "rita", Lifetime = TimeSpan.FromHours(-1) });
        using var refused = await mesh.SendAsync(guarded);
        refused.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        refused.Headers.WwwAuthenticate.ToString().ShouldContain("error=\"invalid_token\"");

        using var open = mesh.As(MeshAppFixture.Get("open"), new() { Subject = "rita", Lifetime = TimeSpan.FromHours(-1) });
        (await mesh.SeeAsync(open)).Caller.ShouldBeNull();
    }

    [Fact]
    public async Task T38b_Keys_never_reached_are_503_with_RetryAfter_where_a_caller_is_demanded_and_anonymous_elsewhere()
    {
        await using var cloud = await MeshAppFixture.StartCloudAsync();
        cloud.SetDown(LocalCloud.Tokens.CloudIssuer.Oidc, down: true);
        await using var app = await MeshApp.StartAsync(cloud);
        var token = cloud.Mint(MeshAppFixture.Reader);
        using var guarded = MeshAppFixture.Get("guarded");
        guarded.Headers.Authorization = new("Bearer", token);
        using var refused = await app.Client.SendAsync(guarded, TestContext.Current.CancellationToken);
        refused.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        refused.Headers.RetryAfter!.Delta!.Value.ShouldBeGreaterThan(TimeSpan.Zero);

        using var open = MeshAppFixture.Get("open");
        open.Headers.Authorization = new("Bearer", token);
        (await app.Client.SendAsync(open, TestContext.Current.CancellationToken)).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task T06b_A_hop_key_never_obtained_is_503_where_a_peer_is_demanded()
    {
        await using var cloud = await MeshAppFixture.StartCloudAsync();
        cloud.Faults.Set($"GET /secrets/{MeshApp.KeySecret}/versions");
        await using var app = await MeshApp.StartAsync(cloud);
        using var request = mesh.FromEdge(MeshAppFixture.Get("peer"));
        using var response = await app.Client.SendAsync(request, TestContext.Current.CancellationToken);

        response.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        response.Headers.RetryAfter.ShouldNotBeNull();
    }

    /// <summary>The host makes an address of it, and not every text makes one.</summary>
    [Theory]
    [InlineData("a..b")]
    [InlineData("!")]
    [InlineData("(x)")]
    [InlineData("a_b:99999")]
    public async Task T19_Host_that_makes_no_address_is_not_used_for_anything(string host)
    {
        var answer = await RawHttp.GetAsync(new Uri(mesh.App.Client.BaseAddress!, "open"), [], host);
        answer.Status.ShouldBeOneOf(HttpStatusCode.OK, HttpStatusCode.BadRequest);
        (answer.Status == HttpStatusCode.OK || !answer.Head.Contains("problem+json", StringComparison.Ordinal)).ShouldBeTrue("400 is the server's own");
    }

    private Task<RawHttp> GetAsync(string route, params (string Name, string Value)[] headers) =>
        RawHttp.GetAsync(new Uri(mesh.App.Client.BaseAddress!, route), headers);
}
