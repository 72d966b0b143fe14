using System.Net;
using Harness.Requests;
using Harness.Stack;

namespace EndToEnd.Tests.Gatekeeper;

/// <summary>The gatekeeper itself: whom it answers, and what happens without it.</summary>
[Collection(GatedAppCollection.Name)]
public sealed class GatekeeperTests(GatedApp app)
{
    [Theory]
    [InlineData("1.1")]
    [InlineData("2.0")]
    public async Task Nothing_passes_while_it_is_down(string version)
    {
        using HttpClient edge = app.AtEdge(Version.Parse(version));
        await app.StopGatekeeperAsync();
        try
        {
            foreach (string? authorization in (string?[])[null, $"Bearer {app.Users.Sign()}", "Bearer a b"])
            {
                using HttpResponseMessage response = await GatedRequest.ExpectProblemAsync(edge, GatedRequest.WhoAmIPath, authorization, HttpStatusCode.ServiceUnavailable);

                response.Headers.RetryAfter?.Delta.ShouldBe(TimeSpan.FromSeconds(2));
                (await app.AppSawAsync(await Answer.ReadAsync(response, TestContext.Current.CancellationToken))).ShouldBeFalse();
            }
        }
        finally
        {
            await app.StartGatekeeperAsync();
        }

        (await GatedRequest.WhoAmIAsync(edge)).Hop.ShouldBe(MeshNames.Gatekeeper);
    }

    [Fact]
    public async Task Nothing_passes_while_it_hangs()
    {
        using HttpClient edge = app.AtEdge(HttpVersion.Version11);
        app.SignalGatekeeper(Signals.Stop);
        try
        {
            using HttpResponseMessage response = await GatedRequest.ExpectProblemAsync(edge, GatedRequest.WhoAmIPath, authorization: null, HttpStatusCode.ServiceUnavailable);

            response.Headers.RetryAfter?.Delta.ShouldBe(TimeSpan.FromSeconds(2));
        }
        finally
        {
            app.SignalGatekeeper(Signals.Continue);
        }

        (await GatedRequest.WhoAmIAsync(edge)).Hop.ShouldBe(MeshNames.Gatekeeper);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("0123456789-0123456789-0123456789-0123456789")]
    [InlineData("the key and more")]
    public async Task Whoever_does_not_show_the_key_of_the_edge_gets_nothing_signed(string? key)
    {
        using HttpClient gatekeeper = app.AtGatekeeper();
        using HttpRequestMessage request = Question.Of(key is "the key and more" ? $"{app.EdgeKey}x" : key, MeshNames.Account, "GET", "/account/whoami");
        using HttpRequestMessage control = Question.Of(app.EdgeKey, MeshNames.Account, "GET", "/account/whoami");

        using HttpResponseMessage response = await gatekeeper.SendAsync(request, TestContext.Current.CancellationToken);
        using HttpResponseMessage controlled = await gatekeeper.SendAsync(control, TestContext.Current.CancellationToken);

        response.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        response.Headers.Contains("Mesh-Hop-Assertion").ShouldBeFalse();
        controlled.StatusCode.ShouldBe(HttpStatusCode.NoContent);
    }

    [Theory]
    [InlineData("Mesh-Gatekeeper-Audience")]
    [InlineData("Mesh-Gatekeeper-Method")]
    [InlineData("Mesh-Gatekeeper-Target")]
    [InlineData("Mesh-Gatekeeper-Key")]
    public async Task Question_that_says_something_twice_or_not_at_all_gets_nothing_signed(string name)
    {
        using HttpClient gatekeeper = app.AtGatekeeper();
        using HttpRequestMessage without = Question.Of(app.EdgeKey, MeshNames.Account, "GET", "/account/whoami");
        without.Headers.Remove(name).ShouldBeTrue();
        string value = name is "Mesh-Gatekeeper-Key" ? app.EdgeKey : "/account/whoami";
        using HttpRequestMessage once = Question.Of(app.EdgeKey, MeshNames.Account, "GET", "/account/whoami");
        Answer twice = await Curl.GetAsync(
            new Uri(gatekeeper.BaseAddress!, "/authorize"),
            caFile: null,
            HttpVersion.Version11,
            [.. once.Headers.Select(header => new KeyValuePair<string, string>(header.Key, header.Value.Single())), new(name, value)],
            TestContext.Current.CancellationToken,
            app.Files.Socket);

        using HttpResponseMessage response = await gatekeeper.SendAsync(without, TestContext.Current.CancellationToken);

        response.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        twice.Status.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public void It_listens_on_no_port_and_only_the_edge_can_reach_its_socket()
    {
        ListeningPorts.Of(app.GatekeeperProcess).ShouldBeEmpty();
        ListeningPorts.Of(app.AppProcess).ShouldNotBeEmpty();

        UnixFileMode folder = File.GetUnixFileMode(Path.GetDirectoryName(app.Files.Socket)!);
        (folder & (UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute)).ShouldBe(UnixFileMode.None);
    }

    [Fact]
    public async Task Gatekeeper_that_was_killed_leaves_nothing_in_the_way_of_the_next()
    {
        app.SignalGatekeeper(Signals.Kill);
        await app.StopGatekeeperAsync();
        File.Exists(app.Files.Socket).ShouldBeTrue();

        await app.StartGatekeeperAsync();

        using HttpClient edge = app.AtEdge(HttpVersion.Version11);
        (await GatedRequest.WhoAmIAsync(edge)).Hop.ShouldBe(MeshNames.Gatekeeper);
    }

    [Theory]
    [InlineData("Gatekeeper__Issuer", "https://another.mesh.local")]
    [InlineData("Gatekeeper__EdgeKeyFile", "/nowhere")]
    [InlineData("Gatekeeper__Tokens__Issuers__file__Issuer", "")]
    [InlineData("Gatekeeper__Lifetime", "00:01:01")]
    [InlineData("Gatekeeper__Socket", "/tmp/gatekeeper.sock")]
    [InlineData("Gatekeeper__KeysFile", "/nowhere/keys")]
    public async Task Second_gatekeeper_whose_start_fails_publishes_nothing(string name, string value)
    {
        string published = await File.ReadAllTextAsync(app.Files.PublicKeys, TestContext.Current.CancellationToken);

        // The first case has no mistake of its own: the socket is taken.
        await app.StartInVainAsync(new(name, value));

        (await File.ReadAllTextAsync(app.Files.PublicKeys, TestContext.Current.CancellationToken)).ShouldBe(published);
        using HttpClient edge = app.AtEdge(HttpVersion.Version11);
        (await GatedRequest.WhoAmIAsync(edge)).Hop.ShouldBe(MeshNames.Gatekeeper);
    }

    [Fact]
    public async Task No_token_no_assertion_and_no_key_is_in_its_log()
    {
        using HttpClient edge = app.AtEdge(HttpVersion.Version11);
        string refused = app.Users.Sign(payload => payload["aud"] = MeshNames.OrdersAudience);
        Answer answer = await GatedRequest.SendAsync(edge, GatedRequest.WhoAmIPath, Ask.Bearer(refused));

        string log;
        do
        {
            // A logger writes behind its program's back.
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, TestContext.Current.CancellationToken);
            log = await File.ReadAllTextAsync(Path.Combine(app.Logs, "gatekeeper.log"), TestContext.Current.CancellationToken);
        }
        while (!log.Contains($"Refused {answer.RequestId}: AudienceMismatch", StringComparison.Ordinal));

        log.ShouldNotContain("eyJ", Case.Sensitive);
        log.ShouldNotContain(app.EdgeKey);
        log.ShouldNotContain("PRIVATE");
    }
}
