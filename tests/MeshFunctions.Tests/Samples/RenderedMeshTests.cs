using System.Text.RegularExpressions;
using MeshFunctions.Headers;

namespace MeshFunctions.Tests.Samples;

[System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
public sealed partial class RenderedMeshTests(RenderedMesh mesh) : IClassFixture<RenderedMesh>
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private static readonly Dictionary<string, string> SetByEveryTier = new(StringComparer.Ordinal)
    {
        ["Connection"] = "",
        ["traceparent"] = "00-$trace_id-$span_id-$trace_flags",
        ["x-request-id"] = "$mesh_request_id",
        ["X-Forwarded-For"] = "$remote_addr",
        ["X-Forwarded-Proto"] = "$scheme",
        ["X-Request-Start"] = "t=$msec",
    };

    public static TheoryData<string> Tiers => [.. RenderedMesh.Tiers];

    [Theory, MemberData(nameof(Tiers))]
    public void Location_with_proxy_pass_clears_every_header_itself(string tier)
    {
        List<NginxDirective> passing = [.. Passing(mesh.Read(tier))];

        // At the edge: two for Orders, two for the app behind the gatekeeper, and one that asks the gatekeeper.
        passing.Count.ShouldBe(tier is "edge" ? 5 : 2);
        foreach (NginxDirective location in passing)
        {
            location.Name.ShouldBe("location");
            List<string> order = [.. location.Children.Select(child => child.Name).Where(name => name is "include" or "proxy_set_header")];
            location.Values("include").ShouldBe(["cleared-headers.conf"], location.ToString());
            order[0].ShouldBe("include", location.ToString());
        }
    }

    [Theory, MemberData(nameof(Tiers))]
    public void Header_set_outside_such_a_location_does_not_exist(string tier)
    {
        // A location that sets one header inherits none from outside, so nothing may rest on inheritance, and nothing may be lost by it.
        foreach (NginxDirective block in mesh.Read(tier).All().Where(block => block.Named("proxy_set_header").Any()))
        {
            block.Values("include").ShouldBe(["cleared-headers.conf"], block.ToString());
            IEnumerable<NginxDirective> inner = block.Children.Where(child => child.Block is not null);
            inner.SelectMany(child => child.All()).Select(child => child.Name).Except(["if", "return"], StringComparer.Ordinal).ShouldBeEmpty();
        }
    }

    [Theory, MemberData(nameof(Tiers))]
    public async Task Included_file_is_the_committed_one(string tier)
    {
        NginxDirective included = NginxConfiguration.Parse(
            await File.ReadAllTextAsync(Path.Combine(mesh.Folder(tier), "cleared-headers.conf"), TestContext.Current.CancellationToken));

        included.Children.Select(line => line.ToString()).ShouldBe(MeshHeaderNames.ClearedByProxies.Select(name => $"proxy_set_header {name} "));
    }

    [Theory, MemberData(nameof(Tiers))]
    public void Headers_set_again_are_the_tiers_own(string tier)
    {
        ArgumentNullException.ThrowIfNull(tier);
        bool isEdge = tier is "edge";
        string service = isEdge ? "orders" : tier.Split('-')[0];
        var expected = new Dictionary<string, string>(SetByEveryTier, StringComparer.Ordinal) { ["Host"] = service + ".mesh.local" };
        if (!isEdge)
        {
            expected["X-Client-Verify"] = "$ssl_client_verify";
            expected["X-Client-Cert"] = "$ssl_client_escaped_cert";
            expected["Mesh-Hop-Key"] = RenderedMesh.HopKey(service);
        }

        List<Dictionary<string, string>> found = [.. Passing(mesh.Read(tier)).Select(HeadersSet)];

        found[0].ShouldBe(expected, ignoreOrder: true);
        found[1].ShouldBe(expected.Append(new("tracestate", "")), ignoreOrder: true);
    }

    [Theory, MemberData(nameof(Tiers))]
    public void App_directs_nothing_by_its_headers(string tier)
    {
        NginxDirective configuration = mesh.Read(tier);

        // A second line further in would take the place of this one.
        configuration.All().Count(child => child.Name is "proxy_ignore_headers").ShouldBe(1);
        configuration.Named("http").Single().Named("proxy_ignore_headers").Single().Arguments
            .ShouldBe(["X-Accel-Redirect", "X-Accel-Expires", "X-Accel-Limit-Rate", "X-Accel-Buffering", "X-Accel-Charset"]);
    }

    [Theory, MemberData(nameof(Tiers))]
    public void Server_asks_for_certificates_over_modern_tls(string tier)
    {
        NginxDirective server = mesh.Read(tier).All().Single(block => block is { Name: "server", Block: not null });

        server.Named("ssl_protocols").Single().Arguments.ShouldBe(["TLSv1.2", "TLSv1.3"]);
        server.Values("ssl_verify_client").ShouldBe([tier is "edge" ? "optional" : "on"]);
        server.Values("ssl_client_certificate").Single().ShouldEndWith("/mesh-ca.pem");
    }

    [Fact]
    public void Edge_checks_the_name_of_the_sidecar()
    {
        List<NginxDirective> passing = [.. Passing(mesh.Read("edge")).Where(location => location.Values("proxy_pass")[0].StartsWith("https:", StringComparison.Ordinal))];

        passing.Count.ShouldBe(2);
        foreach (NginxDirective location in passing)
        {
            location.Values("proxy_ssl_verify").ShouldBe(["on"]);
            location.Values("proxy_ssl_name").ShouldBe(["orders.mesh.local"]);
            location.Values("proxy_ssl_server_name").ShouldBe(["on"]);
            location.Values("proxy_ssl_trusted_certificate").Single().ShouldEndWith("/mesh-ca.pem");
        }
    }

    [Fact]
    public void Edge_sends_what_must_not_be_sent_twice_on_a_connection_of_its_own()
    {
        NginxDirective http = mesh.Read("edge").Named("http").Single();
        NginxDirective way = http.Named("map").Single(map => map.Arguments[1] is "$orders_way");

        way.Arguments[0].ShouldBe("$request_method");
        way.Children.Select(child => child.ToString()).ShouldBe(["default orders_sidecar_unkept", "GET orders_sidecar", "HEAD orders_sidecar"]);
        http.Named("upstream").Single(block => block.Arguments[0] is "orders_sidecar_unkept").Named("keepalive").ShouldBeEmpty();
        http.Named("upstream").Single(block => block.Arguments[0] is "orders_sidecar").Named("keepalive").ShouldNotBeEmpty();
        Passing(mesh.Read("edge")).Select(location => location.Values("proxy_pass")[0]).Where(target => target.StartsWith("https:", StringComparison.Ordinal))
            .ShouldBe(["https://$orders_way", "https://$orders_way"]);
    }

    [Fact]
    public void Edge_limits_requests_by_a_key_that_is_never_empty()
    {
        NginxDirective http = mesh.Read("edge").Named("http").Single();

        http.Named("limit_req_zone").Single().Arguments.ShouldBe(["$client", "zone=clients:4m", "rate=50r/s"]);
        http.Named("limit_req").Single().Arguments.ShouldBe(["zone=clients", "burst=20", "nodelay"]);
        http.Values("limit_req_status").ShouldBe(["429"]);
        http.All().Count(child => child.Name is "limit_req").ShouldBe(1);
        NginxDirective client = http.Named("map").Single(map => map.Arguments[1] is "$client");
        client.Children.Select(child => child.ToString()).ShouldBe(["default $binary_remote_addr", "SUCCESS certificate:$ssl_client_s_dn"]);
    }

    [Fact]
    public void Edge_names_the_request_in_every_answer()
    {
        // As with proxy_set_header: a location that adds one header inherits none.
        List<NginxDirective> adding = [.. mesh.Read("edge").All().Where(block => block.Named("add_header").Any())];

        adding[0].Name.ShouldBe("server");
        foreach (NginxDirective block in adding)
        {
            block.Named("add_header").Count(header => header.ToString() is "add_header x-request-id $mesh_request_id always").ShouldBe(1, block.ToString());
        }

        Passing(mesh.Read("edge")).Where(location => !location.Named("internal").Any()).ShouldAllBe(location => location.Values("proxy_hide_header").Contains("x-request-id", StringComparer.Ordinal));
    }

    [Theory, MemberData(nameof(Tiers))]
    public void T69_Logs_have_no_query_no_header_and_no_key(string tier)
    {
        NginxDirective configuration = mesh.Read(tier);
        string format = string.Concat(configuration.All().Single(child => child.Name is "log_format").Arguments.Skip(2));
        string[] variables = [.. Variables().Matches(format).Select(match => match.Groups[1].Value)];

        variables.ShouldNotBeEmpty();
        variables.ShouldAllBe(name => !name.StartsWith("http_", StringComparison.Ordinal) && !name.StartsWith("arg", StringComparison.Ordinal));
        foreach (string forbidden in (string[])["request", "request_uri", "query_string", "uri", "document_uri"])
        {
            variables.ShouldNotContain(forbidden, StringComparer.Ordinal);
        }

        // Error messages quote the request line, so only those of the process itself are written.
        configuration.All().Where(child => child.Name is "error_log").Select(log => log.Arguments[1]).ShouldBe(["crit"]);
    }

    [Theory, MemberData(nameof(Tiers))]
    public async Task Files_are_for_their_owner_and_hold_no_other_key(string tier)
    {
        string file = Path.Combine(mesh.Folder(tier), "nginx.conf");
        string text = await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken);

        File.GetUnixFileMode(file).ShouldBe(OwnerOnly);
        RenderedMesh.Services.Where(service => text.Contains(RenderedMesh.HopKey(service), StringComparison.Ordinal))
            .ShouldBe(RenderedMesh.Services.Where(service => string.Equals(tier, service + "-sidecar", StringComparison.Ordinal)));
        text.Contains(RenderedMesh.GatekeeperKey, StringComparison.Ordinal).ShouldBe(tier is "edge");
        text.ShouldNotContain("daemon o");
    }

    [Theory, MemberData(nameof(Tiers))]
    public async Task Nginx_accepts_the_configuration_without_a_warning(string tier)
    {
        (int exitCode, string output) = await Tool.RunAsync(Tool.Nginx, "-t", "-p", mesh.Folder(tier), "-c", "nginx.conf");

        exitCode.ShouldBe(0, output);
        output.ShouldNotContain("[warn]");
    }

    [Theory]
    [InlineData("short")]
    [InlineData("")]
    [InlineData("0123456789-0123456789-0123456789\";proxy_pass http://evil;")]
    [InlineData("0123456789-0123456789-0123456789-$http_x")]
    public async Task Hop_key_that_could_be_more_than_a_key_is_refused_and_not_repeated(string key)
    {
        (int exitCode, string output) = await mesh.RenderElsewhereAsync(ordersKey: key);

        exitCode.ShouldBe(2);
        output.ShouldContain("the hop key of orders");
        output.ShouldNotContain("0123456789-");
        (exitCode, output) = await mesh.RenderElsewhereAsync(gatekeeperKey: key);
        exitCode.ShouldBe(2);
        output.ShouldContain("the gatekeeper's key");
        output.ShouldNotContain("0123456789-");
    }

    [Theory]
    [InlineData("\"/api/whoami\"", "\"/api/whoami; return 200\"")]
    [InlineData("\"orders.mesh.local\"", "\"orders.mesh.local { }\"")]
    [InlineData("\"burst\": 20", "\"burst\": \"20\"")]
    [InlineData("\"name\": \"orders\"", "\"name\": \"../orders\"")]
    [InlineData("\"POST\"", "\"POST 1; GET\"")]
    [InlineData("\"address\": \"127.0.0.1\"", "\"address\": \"unix:/x\"")]
    [InlineData("\"dnsName\"", "\"dns\"")]
    [InlineData("\"behind\": \"gatekeeper\"", "\"behind\": \"nobody\"")]
    [InlineData("\"gatekeeper\": { \"socket\"", "\"nobody\": { \"socket\"")]
    [InlineData("/run/mesh-gatekeeper/", "/run/mesh gatekeeper/")]
    [InlineData("/run/mesh-gatekeeper/", "run/mesh-gatekeeper/")]
    [InlineData(".sock\"", ".sock; server 127.0.0.1:1\"")]
    [InlineData("\"trustDomain\"", "\"peerHeaders\": \"Xfcc\", \"trustDomain\"")]
    public async Task Description_that_could_be_more_than_a_value_is_refused(string from, string to)
    {
        string good = await File.ReadAllTextAsync(RenderedMesh.DefaultMesh, TestContext.Current.CancellationToken);
        string bad = good.Replace(from, to, StringComparison.Ordinal);

        bad.ShouldContain(to, Case.Sensitive);
        (int exitCode, string output) = await mesh.RenderElsewhereAsync(bad);
        exitCode.ShouldBe(2, output);
        output.ShouldStartWith("render.py: ");
        output.ShouldNotContain("Traceback");
    }

    private static IEnumerable<NginxDirective> Passing(NginxDirective configuration) =>
        configuration.All().Where(block => block.Values("proxy_pass").Count > 0);

    private static Dictionary<string, string> HeadersSet(NginxDirective location) =>
        location.Named("proxy_set_header").ToDictionary(child => child.Arguments[0], child => child.Arguments[1], StringComparer.Ordinal);

    [GeneratedRegex(@"\$\{?([a-z0-9_]+)", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Variables();
}
