using System.Net;
using LocalCloud.Tokens;

namespace MeshFunctions.Tests.Hosting;

/// <summary>What an answer tells a client that may not, in both HTTP modes.</summary>
public abstract class ChallengeScenes(MeshAppFixture mesh)
{
    private const string Metadata = "https://orders.example/.well-known/oauth-protected-resource/orders?v=1";
    private const string NamedMetadata = $", resource_metadata=\"{Metadata}\"";

    [Theory]
    [InlineData(null, "")]
    [InlineData(Metadata, NamedMetadata)]
    public async Task Challenges_name_error_scope_and_metadata_where_known(string? metadata, string named)
    {
        var settings = MeshApp.Settings(mesh.Cloud);
        settings["MeshFunctions:Access:ResourceMetadata"] = metadata;
        if (metadata is null)
        {
            settings.Remove("MeshFunctions:Access:ResourceMetadata");
        }

        await using var app = await mesh.StartAppAsync(settings);
        (await ChallengeAsync("guarded", null)).ShouldBe((HttpStatusCode.Unauthorized, "Bearer realm=\"mesh\"" + named));
        (await ChallengeAsync("scopes", null)).ShouldBe((HttpStatusCode.Unauthorized, "Bearer realm=\"mesh\", scope=\"Orders.Read Orders.List\"" + named));
        var (expired, challenge) = await ChallengeAsync("scopes", mesh.Cloud.Mint(new TokenSpec { Lifetime = TimeSpan.FromHours(-1) }));
        expired.ShouldBe(HttpStatusCode.Unauthorized);
        challenge.ShouldStartWith("Bearer realm=\"mesh\", error=\"invalid_token\", error_description=\"");
        challenge.ShouldEndWith("\", scope=\"Orders.Read Orders.List\"" + named);
        (await ChallengeAsync("scopes", mesh.Cloud.Mint(new TokenSpec { Scope = "Orders.Read" }))).ShouldBe(
            (HttpStatusCode.Forbidden, "Bearer realm=\"mesh\", error=\"insufficient_scope\", scope=\"Orders.Read Orders.List\"" + named));
        (await ChallengeAsync("writer", mesh.Cloud.Mint(new TokenSpec()))).ShouldBe((HttpStatusCode.Forbidden, "Bearer realm=\"mesh\", error=\"insufficient_scope\"" + named));
        (await ChallengeAsync("scopes", "two tokens")).ShouldBe((HttpStatusCode.BadRequest, "Bearer realm=\"mesh\", error=\"invalid_request\"" + named));
        (await ChallengeAsync("peer", mesh.Cloud.Mint(new TokenSpec()))).ShouldBe((HttpStatusCode.Forbidden, ""), "no token could help");
        (await ChallengeAsync("scopes", mesh.Cloud.Mint(new TokenSpec { Scope = "Orders.Read Orders.List" }))).ShouldBe((HttpStatusCode.OK, ""));

        async Task<(HttpStatusCode Status, string Challenge)> ChallengeAsync(string path, string? token)
        {
            using var request = new HttpRequestMessage(HttpMethod.Head, path);
            request.Method = path is "scopes" or "guarded" ? HttpMethod.Head : HttpMethod.Get;
            request.Headers.TryAddWithoutValidation("Authorization", token is null ? null : "Bearer " + token);
            using var response = await app.Client.SendAsync(request, TestContext.Current.CancellationToken);
            if (request.Method == HttpMethod.Head)
            {
                (await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken)).ShouldBeEmpty();
            }

            return (response.StatusCode, response.Headers.TryGetValues("WWW-Authenticate", out var values) ? string.Join('|', values) : "");
        }
    }
}
