namespace MeshFunctions.Tests.Samples;

/// <summary>The edge's configuration for an app behind the gatekeeper.</summary>
public sealed class RenderedGatekeeperTests(RenderedMesh mesh) : IClassFixture<RenderedMesh>
{
    private static readonly string[] Identity = ["X-Client-Verify $ssl_client_verify", "X-Client-Cert $ssl_client_escaped_cert"];

    private List<NginxDirective> Passing => [.. mesh.Read("edge").All().Where(block => block.Values("proxy_pass").Count > 0)];

    private NginxDirective Question => Passing.Single(location => location.Values("proxy_pass")[0].StartsWith("http://gatekeeper/", StringComparison.Ordinal));

    private List<NginxDirective> Gated => [.. Passing.Where(location => string.Equals(location.Values("proxy_pass")[0], "$asserted_scheme//account_app", StringComparison.Ordinal))];

    [Fact]
    public void Question_is_for_nobody_but_the_edge_and_carries_nothing_of_the_client_by_itself()
    {
        Question.Arguments.ShouldBe(["=", "/_gatekeeper/account"]);
        Question.Named("internal").Count().ShouldBe(1);
        Question.Values("proxy_pass_request_headers").ShouldBe(["off"]);
        Question.Values("proxy_pass_request_body").ShouldBe(["off"]);
        Headers(Question).ShouldBe(
            [
                "Content-Length ", "Connection ", "Host gatekeeper", "x-request-id $mesh_request_id", "Authorization $http_authorization",
                $"Mesh-Gatekeeper-Key {RenderedMesh.GatekeeperKey}", "Mesh-Gatekeeper-Audience account", "Mesh-Gatekeeper-Method $request_method",
                "Mesh-Gatekeeper-Target $request_uri", .. Identity,
            ],
            ignoreOrder: true);
    }

    [Fact]
    public void Whatever_passes_was_asked_about_and_carries_the_identity_that_was_signed()
    {
        Gated.Count.ShouldBe(2);
        foreach (NginxDirective location in Gated)
        {
            location.Values("auth_request").ShouldBe(["/_gatekeeper/account"]);
            location.Named("auth_request_set").Select(set => set.ToString()).ShouldContain("auth_request_set $hop_assertion $upstream_http_mesh_hop_assertion", StringComparer.Ordinal);
            Headers(location).Where(header => header.StartsWith("X-Client-", StringComparison.Ordinal)).ShouldBe(Identity);
            Headers(location).ShouldContain("Mesh-Hop-Assertion $hop_assertion", StringComparer.Ordinal);
            Headers(location).ShouldNotContain(header => header.StartsWith("Authorization", StringComparison.OrdinalIgnoreCase));
        }
    }

    [Fact]
    public void Gatekeeper_is_asked_on_a_socket_that_nobody_else_can_take_over()
    {
        NginxDirective upstream = mesh.Read("edge").All().Single(block => block.Name is "upstream" && block.Arguments[0] is "gatekeeper");

        upstream.Named("server").Single().Arguments.ShouldBe(["unix:/run/mesh-gatekeeper/gatekeeper.sock", "max_fails=0"]);
    }

    [Fact]
    public async Task Gatekeeper_that_would_not_see_certificates_is_refused()
    {
        string good = await File.ReadAllTextAsync(RenderedMesh.DefaultMesh, TestContext.Current.CancellationToken);
        string bad = good.Replace("\"trustDomain\"", "\"peerHeaders\": \"xfcc\", \"trustDomain\"", StringComparison.Ordinal);

        (int exitCode, string output) = await mesh.RenderElsewhereAsync(bad);
        exitCode.ShouldBe(2, output);
        output.ShouldContain("account cannot be behind the gatekeeper with peerHeaders xfcc");
        (exitCode, output) = await mesh.RenderElsewhereAsync(bad.Replace("\"behind\": \"gatekeeper\"", "\"spiffeId\": \"spiffe://mesh.local/account\", \"sidecarPort\": 9444, \"maxBodyKilobytes\": 64", StringComparison.Ordinal));
        output.ShouldContain("the hop key of account");
    }

    [Theory]
    [InlineData(UnixFileMode.GroupRead)]
    [InlineData(UnixFileMode.GroupWrite)]
    [InlineData(UnixFileMode.OtherRead)]
    public async Task Key_file_that_others_may_open_is_refused(UnixFileMode others)
    {
        (int exitCode, string output) = await mesh.RenderElsewhereAsync(keyMode: others);

        exitCode.ShouldBe(2, output);
        output.ShouldContain("is open to others than its owner");
        output.ShouldNotContain("0123456789-");
        (exitCode, output) = await mesh.RenderElsewhereAsync();
        exitCode.ShouldBe(0, output);
    }

    [Fact]
    public void Assertion_is_needed_to_pass_and_reaches_no_client()
    {
        NginxDirective scheme = mesh.Read("edge").All().Single(map => map.Name is "map" && map.Arguments[1] is "$asserted_scheme");

        scheme.Arguments[0].ShouldBe("$hop_assertion");
        scheme.Children.Select(child => child.ToString()).ShouldBe(["volatile", "default http:", " "], ignoreOrder: true);
        Gated.Append(Question).ShouldAllBe(location => location.Values("proxy_hide_header").Contains("Mesh-Hop-Assertion", StringComparer.Ordinal));
    }

    [Fact]
    public void Whatever_the_gatekeeper_says_but_yes_has_an_answer_of_the_edge()
    {
        string[] errors = [.. Gated[0].Named("error_page").Select(page => string.Join(' ', page.Arguments))];

        errors.ShouldContain("401 @gatekeeper401", StringComparer.Ordinal);
        errors.ShouldContain("403 500 = @gatekeeper_failed", StringComparer.Ordinal);
        Gated.SelectMany(location => location.Values("proxy_next_upstream")).ShouldBe(["off", "off"]);
    }

    private static IEnumerable<string> Headers(NginxDirective location) => location.Named("proxy_set_header").Select(header => string.Join(' ', header.Arguments));
}
