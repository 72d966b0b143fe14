using System.Net;

namespace EndToEnd.Tests.Gatekeeper;

/// <summary>The edge alone, with a gatekeeper and an app that do not keep to the rules.</summary>
public sealed class EdgeTests(StubbedEdge edge) : IClassFixture<StubbedEdge>
{
    private const string Assertion = "Mesh-Hop-Assertion";
    private const string Target = "/account/x?a=%2F&b=\"<>&c=%zz";

    public static TheoryData<string, string> Redirects
    {
        get
        {
            TheoryData<string, string> redirects = [];
            string[] locations = ["/_gatekeeper/account", "/_gatekeeper/account?a", "@account_fresh", "@gatekeeper_failed", "@gatekeeper401", "@problem404", "/account/other", "/healthz", ""];
            foreach (string location in locations)
            {
                redirects.Add("1.1", location);
                redirects.Add("2.0", location);
            }

            return redirects;
        }
    }

    [Theory, MemberData(nameof(Redirects))]
    public async Task App_can_send_nginx_nowhere_and_no_assertion_reaches_a_client(string version, string location)
    {
        edge.Gatekeeper.Answer = ["204 No Content", $"{Assertion}: signed"];
        edge.App.Answer = ["202 Accepted", $"X-Accel-Redirect: {location}", $"{Assertion}: of-the-app", "X-App: said-this"];
        using HttpClient client = edge.Client(Version.Parse(version));

        using HttpResponseMessage response = await GetAsync(client, "/account/x");

        response.StatusCode.ShouldBe(HttpStatusCode.Accepted);
        response.Headers.GetValues("X-App").ShouldBe(["said-this"]);
        response.Headers.Contains(Assertion).ShouldBeFalse();
    }

    [Theory]
    [InlineData("200 OK")]
    [InlineData("200 OK", Assertion + ": ")]
    [InlineData("204 No Content")]
    [InlineData("206 Partial Content", "X-Mesh-Hop-Assertion: signed")]
    [InlineData("302 Found", "Location: /authorize", Assertion + ": signed")]
    [InlineData("403 Forbidden", Assertion + ": signed")]
    [InlineData("404 Not Found", Assertion + ": signed")]
    [InlineData("429 Too Many Requests", Assertion + ": signed")]
    [InlineData("500 Internal Server Error", Assertion + ": signed")]
    [InlineData("502 Bad Gateway", Assertion + ": signed")]
    public async Task Gatekeeper_that_does_not_say_yes_with_an_assertion_lets_nothing_pass(params string[] answer)
    {
        edge.Gatekeeper.Answer = answer;
        edge.App.Answer = ["202 Accepted"];
        edge.App.Forget();
        edge.Gatekeeper.Forget();
        foreach (string version in (string[])["1.1", "2.0"])
        {
            using HttpClient client = edge.Client(Version.Parse(version));

            using HttpResponseMessage response = await GatedRequest.ExpectProblemAsync(client, "/account/x", authorization: null, HttpStatusCode.ServiceUnavailable);

            response.Headers.RetryAfter?.Delta.ShouldBe(TimeSpan.FromSeconds(2));
            response.Headers.Contains(Assertion).ShouldBeFalse();
        }

        edge.App.Requests.ShouldBeEmpty();
        edge.Gatekeeper.Requests.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Request_that_passes_reaches_the_app_as_the_client_wrote_it()
    {
        edge.Gatekeeper.Answer = ["200 OK", $"{Assertion}: signed"];
        edge.App.Answer = ["202 Accepted"];
        edge.App.Forget();
        using HttpClient client = edge.Client(HttpVersion.Version11);

        using HttpResponseMessage response = await GetAsync(client, Target);

        response.StatusCode.ShouldBe(HttpStatusCode.Accepted);
        string request = edge.App.Requests.ShouldHaveSingleItem();
        request.ShouldStartWith($"GET {Target} HTTP/1.1\n");
        request.ShouldContain($"\n{Assertion}: signed\n");
    }

    private static async Task<HttpResponseMessage> GetAsync(HttpClient client, string target)
    {
        UriCreationOptions asWritten = new() { DangerousDisablePathAndQueryCanonicalization = true };
        using HttpRequestMessage request = new(HttpMethod.Get, new Uri($"{client.BaseAddress!.GetLeftPart(UriPartial.Authority)}{target}", asWritten))
        {
            Version = client.DefaultRequestVersion,
            VersionPolicy = client.DefaultVersionPolicy,
        };
        return await client.SendAsync(request, TestContext.Current.CancellationToken);
    }
}
