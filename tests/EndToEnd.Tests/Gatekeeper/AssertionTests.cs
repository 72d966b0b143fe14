using System.Net;
using Harness.Forgery;
using Harness.Requests;
using Harness.Stack;

namespace EndToEnd.Tests.Gatekeeper;

/// <summary>What the gatekeeper's assertion is good for, and for whom it signs.</summary>
[Collection(GatedAppCollection.Name)]
public sealed class AssertionTests(GatedApp app)
{
    private const string Header = "Mesh-Hop-Assertion";

    public static TheoryData<string> Versions => GatedRequest.Versions;

    private IReadOnlyList<KeyValuePair<string, string>> Victim => new ForgedFamilies(app.Pki.Inventory).NginxCertificate.Headers;

    [Theory, MemberData(nameof(Versions))]
    public async Task T02_identity_that_a_client_sends_is_neither_signed_nor_forwarded(string version)
    {
        using HttpClient edge = app.AtEdge(Version.Parse(version));
        foreach (ForgedFamily family in new ForgedFamilies(app.Pki.Inventory).All)
        {
            WhoAmI seen = await GatedRequest.WhoAmIAsync(edge, family.Headers);

            (seen is { Hop: MeshNames.Gatekeeper, Peer: null, Caller: null }).ShouldBeTrue($"{family}: {seen}");
        }
    }

    [Theory, MemberData(nameof(Versions))]
    public async Task T01_genuine_assertion_that_a_client_sends_is_removed(string version)
    {
        // For exactly this request and the victim's certificate: with these headers the app would believe it.
        KeyValuePair<string, string> assertion = await AssertionAsync(GatedRequest.WhoAmIPath, headers: Victim);
        using HttpClient edge = app.AtEdge(Version.Parse(version));

        WhoAmI through = await GatedRequest.WhoAmIAsync(edge, [assertion, .. Victim]);

        (through is { Hop: MeshNames.Gatekeeper, Peer: null }).ShouldBeTrue(through.ToString());
        using HttpClient port = app.AtApp();
        (await GatedRequest.WhoAmIAsync(port, [assertion, .. Victim])).Peer.ShouldBe(ForgedFamilies.Victim);
    }

    [Theory]
    [InlineData("Mesh-Gatekeeper-Audience", "orders")]
    [InlineData("Mesh-Gatekeeper-Method", "POST")]
    [InlineData("Mesh-Gatekeeper-Target", "/account/profile")]
    [InlineData("Mesh-Gatekeeper-Key", "0123456789-0123456789-0123456789-0123456789")]
    [InlineData("Connection", "close, Mesh-Hop-Assertion, X-Client-Verify, Authorization, Mesh-Gatekeeper-Key")]
    public async Task What_the_edge_tells_the_gatekeeper_is_not_for_a_client_to_say(string name, string value)
    {
        using HttpClient edge = app.AtEdge(HttpVersion.Version11);

        Answer answer = await GatedRequest.SendAsync(edge, GatedRequest.ProfilePath, [new(name, value), .. Ask.Bearer(app.Users.Sign())]);

        answer.Status.ShouldBe(HttpStatusCode.OK, answer.Body);
        answer.Text("hop").ShouldBe(MeshNames.Gatekeeper);
    }

    [Theory, MemberData(nameof(Versions))]
    public async Task Certificate_that_the_client_shows_the_edge_is_the_peer(string version)
    {
        using HttpClient member = app.AtEdge(Version.Parse(version), app.Pki.Orders);

        WhoAmI seen = await GatedRequest.WhoAmIAsync(member, Victim);

        seen.Hop.ShouldBe(MeshNames.Gatekeeper);
        seen.Peer.ShouldBe(MeshNames.OrdersId);
    }

    [Fact]
    public async Task T05_assertion_counts_once()
    {
        KeyValuePair<string, string> assertion = await AssertionAsync(GatedRequest.WhoAmIPath);
        using HttpClient port = app.AtApp();

        (await GatedRequest.WhoAmIAsync(port, assertion)).Hop.ShouldBe(MeshNames.Gatekeeper);
        (await GatedRequest.WhoAmIAsync(port, assertion)).Proven.ShouldBeFalse();
    }

    [Theory]
    [InlineData("/account/profile", "GET", null, false)]
    [InlineData("/account/whoami?x=1", "GET", null, false)]
    [InlineData("/account/whoami", "HEAD", null, false)]
    [InlineData("/account/whoami", "GET", "Basic dXNlcjpwYXNz", false)]
    [InlineData("/account/whoami", "GET", null, true)]
    public async Task T04_assertion_for_another_request_proves_nothing(string target, string method, string? authorization, bool victim)
    {
        using HttpClient port = app.AtApp();
        KeyValuePair<string, string> other = await AssertionAsync(target, method, authorization, victim ? Victim : []);
        KeyValuePair<string, string> own = await AssertionAsync(GatedRequest.WhoAmIPath);

        (await GatedRequest.WhoAmIAsync(port, other)).Proven.ShouldBeFalse();
        (await GatedRequest.WhoAmIAsync(port, own)).Proven.ShouldBeTrue();
    }

    [Fact]
    public async Task T04_assertion_for_another_app_proves_nothing()
    {
        using HttpClient port = app.AtApp();
        KeyValuePair<string, string> other = await AssertionAsync(GatedRequest.WhoAmIPath, audience: "orders");

        (await GatedRequest.WhoAmIAsync(port, other)).Proven.ShouldBeFalse();
    }

    [Theory]
    [InlineData("/account/whoami?")]
    [InlineData("/account/whoami?a=b%20c&d=%2F&e=/..//x&a=%C3%bc%zz'\"<>")]
    [InlineData("/account/whoami?https://a.b/c?d=%00%25%2541")]
    public async Task Query_of_any_spelling_is_the_same_for_edge_gatekeeper_and_app(string target)
    {
        using HttpClient edge = app.AtEdge(HttpVersion.Version11);

        Answer answer = await GatedRequest.SendAsync(edge, target, []);

        WhoAmI.Parse(answer).Hop.ShouldBe(MeshNames.Gatekeeper);
    }

    [Theory]
    [InlineData("/account/whoami?a=%4%41", HttpStatusCode.BadRequest)]
    [InlineData("/account//whoami", HttpStatusCode.NotFound)]
    [InlineData("/account/%77hoami", HttpStatusCode.NotFound)]
    [InlineData("/account/x%2Fwhoami", HttpStatusCode.NotFound)]
    [InlineData("/account/x/../whoami", HttpStatusCode.NotFound)]
    [InlineData("/account/./whoami", HttpStatusCode.NotFound)]
    [InlineData("/_gatekeeper/account", HttpStatusCode.NotFound)]
    [InlineData("/authorize", HttpStatusCode.NotFound)]
    public async Task Target_with_two_readings_ends_at_the_edge(string target, HttpStatusCode status)
    {
        using HttpClient edge = app.AtEdge(HttpVersion.Version11);

        Answer answer = await GatedRequest.SendAsync(edge, target, []);

        answer.Status.ShouldBe(status, answer.Body);
        (await app.AppSawAsync(answer)).ShouldBeFalse();
    }

    [Theory, MemberData(nameof(Versions))]
    public async Task Body_goes_to_the_app_and_not_to_the_gatekeeper(string version)
    {
        using HttpClient edge = app.AtEdge(Version.Parse(version));
        using HttpClient port = app.AtApp();

        (await PostAsync(edge)).ShouldBe(await PostAsync(port));

        static async Task<HttpStatusCode> PostAsync(HttpClient client)
        {
            using HttpRequestMessage request = new(HttpMethod.Post, new Uri("/account/nothing", UriKind.Relative)) { Content = new ByteArrayContent(new byte[40_000]) };
            return (await Ask.SendAsync(client, request, [], TestContext.Current.CancellationToken)).Status;
        }
    }

    [Fact]
    public async Task Path_that_no_assertion_can_hold_is_400()
    {
        using HttpClient edge = app.AtEdge(HttpVersion.Version11);

        Answer answer = await GatedRequest.SendAsync(edge, $"/account/{new string('a', 7000)}", []);

        answer.Status.ShouldBe(HttpStatusCode.BadRequest, answer.Body);
        (await app.AppSawAsync(answer)).ShouldBeFalse();
    }

    // As the edge would ask, whose key this test has.
    private async Task<KeyValuePair<string, string>> AssertionAsync(
        string target, string method = "GET", string? authorization = null, IEnumerable<KeyValuePair<string, string>>? headers = null, string audience = MeshNames.Account)
    {
        using HttpClient gatekeeper = app.AtGatekeeper();
        using HttpRequestMessage request = Question.Of(app.EdgeKey, audience, method, target);
        foreach ((string name, string value) in headers ?? [])
        {
            request.Headers.TryAddWithoutValidation(name, value).ShouldBeTrue();
        }

        if (authorization is not null)
        {
            request.Headers.TryAddWithoutValidation("Authorization", authorization).ShouldBeTrue();
        }

        using HttpResponseMessage response = await gatekeeper.SendAsync(request, TestContext.Current.CancellationToken);
        response.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        return new(Header, response.Headers.GetValues(Header).Single());
    }
}
