using System.Net;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Harness.Requests;
using Harness.Stack;

namespace EndToEnd.Tests.Gatekeeper;

/// <summary>What becomes of a request by its token, before the app sees it.</summary>
[Collection(GatedAppCollection.Name)]
public sealed class TokenTests(GatedApp app)
{
    public static TheoryData<string> Versions => GatedRequest.Versions;

    public static TheoryData<string, string> BadTokens
    {
        get
        {
            TheoryData<string, string> rows = [];
            foreach (string fault in (string[])["signature", "expired", "audience", "issuer", "none", "no token at all", "bound"])
            {
                rows.Add(fault, "1.1");
                rows.Add(fault, "2.0");
            }

            return rows;
        }
    }

    [Theory, MemberData(nameof(Versions))]
    public async Task Good_token_reaches_the_app_through_a_proven_hop(string version)
    {
        using HttpClient edge = app.AtEdge(Version.Parse(version));

        Answer answer = await GatedRequest.SendAsync(edge, GatedRequest.ProfilePath, Ask.Bearer(app.Users.Sign()));

        answer.Status.ShouldBe(HttpStatusCode.OK, answer.Body);
        answer.Text("subject").ShouldBe(MeshNames.User);
        answer.Text("hop").ShouldBe(MeshNames.Gatekeeper);
    }

    [Theory, MemberData(nameof(Versions))]
    public async Task No_token_reaches_the_app_through_a_proven_hop_and_the_app_decides(string version)
    {
        using HttpClient edge = app.AtEdge(Version.Parse(version));

        WhoAmI seen = await GatedRequest.WhoAmIAsync(edge);
        Answer profile = await GatedRequest.SendAsync(edge, GatedRequest.ProfilePath, []);

        seen.ShouldSatisfyAllConditions(
            () => seen.Hop.ShouldBe(MeshNames.Gatekeeper),
            () => seen.Caller.ShouldBeNull(),
            () => seen.Peer.ShouldBeNull(),
            () => seen.Origin.ShouldBe("w3c"));
        profile.Status.ShouldBe(HttpStatusCode.Unauthorized, profile.Body);
        profile.Challenge.ShouldBe("Bearer realm=\"mesh\"");
        (await app.AppSawAsync(profile)).ShouldBeTrue();
    }

    [Theory, MemberData(nameof(BadTokens))]
    public async Task Bad_token_is_401_at_the_edge_and_the_app_never_sees_it(string fault, string version)
    {
        using HttpClient edge = app.AtEdge(Version.Parse(version!));

        // A function that is open to everybody: it is the gatekeeper who refuses.
        using HttpResponseMessage response = await GatedRequest.ExpectProblemAsync(edge, GatedRequest.WhoAmIPath, $"Bearer {Bad(fault)}", HttpStatusCode.Unauthorized);

        response.Headers.GetValues("WWW-Authenticate").ShouldHaveSingleItem().ShouldStartWith("Bearer realm=\"mesh\", error=\"invalid_token\"");
        Answer answer = await Answer.ReadAsync(response, TestContext.Current.CancellationToken);
        answer.Text("title").ShouldBe("Unauthorized");
        answer.Text("requestId").ShouldBe(answer.RequestId);
        (await app.AppSawAsync(answer)).ShouldBeFalse();
    }

    [Theory, MemberData(nameof(Versions))]
    public async Task HEAD_is_answered_without_a_body(string version)
    {
        using HttpClient edge = app.AtEdge(Version.Parse(version));

        using HttpResponseMessage refused = await GatedRequest.ExpectProblemAsync(edge, GatedRequest.ProfilePath, $"Bearer {Bad("expired")}", HttpStatusCode.Unauthorized, HttpMethod.Head);
        Answer served = await GatedRequest.SendAsync(edge, GatedRequest.ProfilePath, Ask.Bearer(app.Users.Sign()), HttpMethod.Head);

        refused.Headers.WwwAuthenticate.ToString().ShouldContain("invalid_token");
        (await refused.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken)).ShouldBeEmpty();
        served.Status.ShouldBe(HttpStatusCode.OK);
    }

    [Theory, MemberData(nameof(Versions))]
    public async Task T38b_issuer_that_cannot_be_reached_is_503_and_the_app_never_sees_the_request(string version)
    {
        using HttpClient edge = app.AtEdge(Version.Parse(version));
        string token = app.Users.Sign(payload => payload["iss"] = app.AbsentIssuer);

        using HttpResponseMessage response = await GatedRequest.ExpectProblemAsync(edge, GatedRequest.WhoAmIPath, $"Bearer {token}", HttpStatusCode.ServiceUnavailable);

        response.Headers.RetryAfter?.Delta.ShouldNotBeNull().ShouldBeInRange(TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(5));
        response.Headers.WwwAuthenticate.ShouldBeEmpty();
        (await app.AppSawAsync(await Answer.ReadAsync(response, TestContext.Current.CancellationToken))).ShouldBeFalse();
    }

    [Fact]
    public async Task T43_token_that_is_bound_to_the_clients_certificate_passes_with_that_certificate()
    {
        using HttpClient member = app.AtEdge(HttpVersion.Version20, app.Pki.Inventory);

        Answer answer = await GatedRequest.SendAsync(member, GatedRequest.ProfilePath, Ask.Bearer(Bad("bound")));

        answer.Status.ShouldBe(HttpStatusCode.OK, answer.Body);
    }

    [Theory]
    [InlineData("Bearer")]
    [InlineData("Bearer a b")]
    [InlineData("Bearer\ta")]
    [InlineData("Bearer a,b")]
    [InlineData("Basic dXNlcjpwYXNz, Bearer a")]
    public async Task T44_malformed_bearer_header_is_400_with_invalid_request(string authorization)
    {
        using HttpClient edge = app.AtEdge(HttpVersion.Version11);

        using HttpResponseMessage response = await GatedRequest.ExpectProblemAsync(edge, GatedRequest.WhoAmIPath, authorization, HttpStatusCode.BadRequest);

        response.Headers.GetValues("WWW-Authenticate").ShouldHaveSingleItem().ShouldBe("Bearer realm=\"mesh\", error=\"invalid_request\"");
        response.Headers.RetryAfter.ShouldBeNull();
        (await app.AppSawAsync(await Answer.ReadAsync(response, TestContext.Current.CancellationToken))).ShouldBeFalse();
    }

    [Fact]
    public async Task T44_scheme_in_other_case_is_a_token_and_another_scheme_is_for_the_app()
    {
        using HttpClient edge = app.AtEdge(HttpVersion.Version11);

        Answer lower = await GatedRequest.SendAsync(edge, GatedRequest.ProfilePath, [new("Authorization", $"bEARER {app.Users.Sign()}")]);
        Answer basic = await GatedRequest.SendAsync(edge, GatedRequest.ProfilePath, [new("Authorization", "Basic dXNlcjpwYXNz")]);

        lower.Status.ShouldBe(HttpStatusCode.OK, lower.Body);
        basic.Status.ShouldBe(HttpStatusCode.Unauthorized, basic.Body);
        basic.Challenge.ShouldBe("Bearer realm=\"mesh\"");
    }

    [Theory, MemberData(nameof(Versions))]
    public async Task T44_two_Authorization_headers_are_400(string version)
    {
        string token = app.Users.Sign();

        Answer answer = await Curl.GetAsync(
            new Uri(app.Edge, GatedRequest.ProfilePath),
            app.Pki.SiteCaFile,
            Version.Parse(version),
            [new("Authorization", $"Bearer {token}"), new("Authorization", $"Bearer {token}")],
            TestContext.Current.CancellationToken);

        answer.Status.ShouldBe(HttpStatusCode.BadRequest, answer.Body);
    }

    [Fact]
    public async Task T18_value_over_16_KiB_is_431_at_the_edge()
    {
        using HttpClient edge = app.AtEdge(HttpVersion.Version11);

        using HttpResponseMessage response = await GatedRequest.ExpectProblemAsync(
            edge, GatedRequest.WhoAmIPath, $"Bearer {new string('a', 17 * 1024)}", HttpStatusCode.RequestHeaderFieldsTooLarge);

        response.Headers.RetryAfter.ShouldBeNull();
    }

    private string Bad(string fault)
    {
        string good = app.Users.Sign();
        return fault switch
        {
            "signature" => good[..^4] + (good[^4] == 'A' ? 'B' : 'A') + good[^3..],
            "expired" => app.Users.Sign(payload => payload["exp"] = payload["iat"]!.GetValue<long>() - 600),
            "audience" => app.Users.Sign(payload => payload["aud"] = MeshNames.OrdersAudience),
            "issuer" => app.Users.Sign(payload => payload["iss"] = "https://users.mesh.local/"),
            "none" => $"eyJhbGciOiJub25lIn0.{good.Split('.')[1]}.",
            "bound" => app.Users.Sign(payload => payload["cnf"] = new JsonObject
            {
                ["x5t#S256"] = System.Buffers.Text.Base64Url.EncodeToString(app.Pki.Inventory.GetCertHash(HashAlgorithmName.SHA256)),
            }),
            _ => "rubbish",
        };
    }
}
