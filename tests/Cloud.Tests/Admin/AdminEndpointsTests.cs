using System.Net;
using LocalCloud.Tokens;

namespace Cloud.Tests.Admin;

public sealed class AdminEndpointsTests
{
    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("wrong")]
    [InlineData("admin-key-of-the-test")]
    public async Task Admin_without_the_right_key_is_as_if_it_did_not_exist(string? key)
    {
        await using var cloud = await CloudFixture.StartAsync();
        var unknown = await cloud.AdminAsync(HttpMethod.Get, "/nothing/here", key: key);
        (await cloud.AdminAsync(HttpMethod.Get, "/admin/state", key: key)).ShouldBe(unknown);
        (await cloud.AdminAsync(HttpMethod.Post, "/admin/keys/rotate", key: key)).ShouldBe(unknown);
        (await cloud.AdminAsync(HttpMethod.Delete, "/ADMIN/state", key: key)).ShouldBe(unknown);
        (await cloud.AdminAsync(HttpMethod.Post, "/admin/secrets/x", """{"value":"v"}""", key)).ShouldBe(unknown);
        unknown.Status.ShouldBe(HttpStatusCode.NotFound);
        cloud.Host.Keys(CloudIssuer.Oidc).Published.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Rotate_publishes_new_keys_of_both_issuers()
    {
        var clock = new FakeClock();
        await using var cloud = await CloudFixture.StartAsync(clock, keySetsAheadSeconds: 7);
        var answer = await cloud.AdminAsync(HttpMethod.Post, "/admin/keys/rotate?aheadSeconds=5");
        answer.Status.ShouldBe(HttpStatusCode.OK);
        foreach (var issuer in (string[])["entra", "oidc"])
        {
            var published = answer.Json.GetProperty(issuer).GetProperty("published");
            published.GetArrayLength().ShouldBe(2);
            answer.Json.GetProperty(issuer).GetProperty("current").GetString().ShouldBe(published[0].GetProperty("kid").GetString());
            published[1].GetProperty("signsFrom").GetInt64().ShouldBe(clock.GetUtcNow().ToUnixTimeSeconds() + 5);
        }

        var byDefault = await cloud.AdminAsync(HttpMethod.Post, "/admin/keys/rotate");
        byDefault.Json.GetProperty("oidc").GetProperty("published")[2].GetProperty("signsFrom").GetInt64().ShouldBe(clock.GetUtcNow().ToUnixTimeSeconds() + 7);
    }

    [Theory]
    [InlineData("-1")]
    [InlineData("soon")]
    [InlineData("")]
    [InlineData("86401")]
    [InlineData("1&aheadSeconds=2")]
    public async Task Rotate_with_a_bad_number_is_refused(string ahead)
    {
        await using var cloud = await CloudFixture.StartAsync();
        (await cloud.AdminAsync(HttpMethod.Post, $"/admin/keys/rotate?aheadSeconds={ahead}")).Status.ShouldBe(HttpStatusCode.BadRequest);
        cloud.Host.Keys(CloudIssuer.Oidc).Published.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Tokens_makes_any_token()
    {
        await using var cloud = await CloudFixture.StartAsync();
        var answer = await cloud.AdminAsync(
            HttpMethod.Post,
            "/admin/tokens",
            """{"issuer":"entra","subject":"s","audience":"api://x","roles":["A","B"],"lifetimeSeconds":-60,"jti":"j-1","claims":{"tid":null,"n":1},"header":{"typ":"x"}}""");
        answer.Status.ShouldBe(HttpStatusCode.OK);
        var token = answer.Json.GetProperty("access_token").GetString()!;
        var claims = Jws.Claims(token);
        claims.GetProperty("sub").GetString().ShouldBe("s");
        claims.GetProperty("aud").GetString().ShouldBe("api://x");
        claims.GetProperty("roles").GetArrayLength().ShouldBe(2);
        claims.GetProperty("jti").GetString().ShouldBe("j-1");
        claims.TryGetProperty("tid", out _).ShouldBeFalse();
        claims.GetProperty("n").GetInt32().ShouldBe(1);
        claims.GetProperty("exp").GetInt64().ShouldBe(answer.Json.GetProperty("expires_on").GetInt64());
        Jws.Header(token).GetProperty("typ").GetString().ShouldBe("x");
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("""{"issuer":"other"}""")]
    [InlineData("""{"unknown":1}""")]
    [InlineData("""{"subject":"a","subject":"b"}""")]
    [InlineData("""{"lifetimeSeconds":"60"}""")]
    [InlineData("""{"lifetimeSeconds":99999999999}""")]
    [InlineData("""{"audience":null}""")]
    [InlineData("""{"roles":"A"}""")]
    [InlineData("""{"claims":[]}""")]
    public async Task Tokens_with_a_bad_body_is_refused(string json)
    {
        await using var cloud = await CloudFixture.StartAsync();
        var answer = await cloud.AdminAsync(HttpMethod.Post, "/admin/tokens", json);
        answer.Status.ShouldBe(HttpStatusCode.BadRequest);
        answer.Json.GetProperty("error").GetString().ShouldNotBeNullOrEmpty();
    }

    [Fact]
    public async Task Secrets_adds_a_version_and_disables_it()
    {
        await using var cloud = await CloudFixture.StartAsync();
        var added = await cloud.AdminAsync(HttpMethod.Post, "/admin/secrets/hop-key-orders", """{"value":"third"}""");
        added.Status.ShouldBe(HttpStatusCode.Created);
        var version = added.Json.GetProperty("version").GetString()!;
        cloud.Host.Secrets.Find("hop-key-orders", version: null)!.Value.Reveal().ShouldBe("third");
        var changed = await cloud.AdminAsync(HttpMethod.Patch, $"/admin/secrets/hop-key-orders/{version}", """{"enabled":false}""");
        changed.Json.GetProperty("enabled").GetBoolean().ShouldBeFalse();
        cloud.Host.Secrets.Find("hop-key-orders", version)!.Enabled.ShouldBeFalse();
        (await cloud.AdminAsync(HttpMethod.Patch, "/admin/secrets/none/none", """{"enabled":false}""")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await cloud.AdminAsync(HttpMethod.Patch, $"/admin/secrets/hop-key-orders/{version}", "{}")).Status.ShouldBe(HttpStatusCode.BadRequest);
        (await cloud.AdminAsync(HttpMethod.Post, "/admin/secrets/a_b", """{"value":"x"}""")).Status.ShouldBe(HttpStatusCode.BadRequest);
        (await cloud.AdminAsync(HttpMethod.Post, "/admin/secrets/a", """{"value":""}""")).Status.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Secrets_have_a_validity_and_can_be_removed()
    {
        var clock = new FakeClock();
        await using var cloud = await CloudFixture.StartAsync(clock);
        var added = await cloud.AdminAsync(HttpMethod.Post, "/admin/secrets/short", """{"value":"v","startsInSeconds":-5,"expiresInSeconds":60}""");
        var now = clock.GetUtcNow().ToUnixTimeSeconds();
        (added.Json.GetProperty("nbf").GetInt64(), added.Json.GetProperty("exp").GetInt64()).ShouldBe((now - 5, now + 60));
        var answer = await cloud.GetAsync("/secrets/short?api-version=7.4", cloud.VaultToken());
        answer.Json.GetProperty("attributes").GetProperty("exp").GetInt64().ShouldBe(now + 60);
        var version = added.Json.GetProperty("version").GetString();
        await cloud.AdminAsync(HttpMethod.Patch, $"/admin/secrets/short/{version}", """{"expiresInSeconds":-1}""");
        var expired = await cloud.GetAsync("/secrets/short?api-version=7.4", cloud.VaultToken());
        expired.Status.ShouldBe(HttpStatusCode.OK, "the service hands out expired secrets, too");
        expired.Json.GetProperty("attributes").GetProperty("exp").GetInt64().ShouldBe(now - 1);
        (await cloud.AdminAsync(HttpMethod.Post, "/admin/secrets/short", """{"value":"v","expiresInSeconds":99999999999}""")).Status.ShouldBe(HttpStatusCode.BadRequest);
        (await cloud.AdminAsync(HttpMethod.Delete, "/admin/secrets/short")).Status.ShouldBe(HttpStatusCode.NoContent);
        (await cloud.AdminAsync(HttpMethod.Delete, "/admin/secrets/short")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await cloud.GetAsync("/secrets/short?api-version=7.4", cloud.VaultToken())).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task State_tells_keys_versions_and_requests_but_no_secret()
    {
        await using var cloud = await CloudFixture.StartAsync();
        await cloud.GetAsync("/oidc/keys");
        var state = await cloud.AdminAsync(HttpMethod.Get, "/admin/state");
        state.Json.GetProperty("requests").GetProperty("GET /oidc/keys").GetInt32().ShouldBe(1);
        state.Json.GetProperty("secrets").GetProperty("hop-key-orders").GetArrayLength().ShouldBe(2);
        state.Json.GetProperty("issuers").GetProperty("oidc").GetProperty("current").GetString().ShouldBe(cloud.Host.Keys(CloudIssuer.Oidc).Current.KeyId);
        foreach (var secret in (string[])[CloudBuilder.OldKey, CloudBuilder.NewKey, CloudBuilder.AdminKey, CloudBuilder.Password, CloudBuilder.IdentityHeader, CloudBuilder.ClientSecret])
        {
            state.Text.ShouldNotContain(secret);
        }
    }
}
