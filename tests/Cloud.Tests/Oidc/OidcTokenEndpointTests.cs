using System.Net;

namespace Cloud.Tests.Oidc;

public sealed class OidcTokenEndpointTests
{
    private static readonly (string, string) Password = ("grant_type", "password");
    private static readonly (string, string) Wanda = ("username", "wanda");
    private static readonly (string, string) Right = ("password", CloudBuilder.Password);
    private static readonly (string, string) ClientGrant = ("grant_type", "client_credentials");
    private static readonly (string, string) Client = ("client_id", CloudBuilder.ClientId);
    private static readonly (string, string) Secret = ("client_secret", CloudBuilder.ClientSecret);

    [Fact]
    public async Task Password_grant_gives_an_RFC_9068_token_of_the_user()
    {
        await using var cloud = await CloudFixture.StartAsync();
        var answer = await cloud.PostFormAsync("/oidc/token", Password, Wanda, Right);
        answer.Status.ShouldBe(HttpStatusCode.OK);
        answer.CacheControl.ShouldBe("no-store");
        var token = answer.Json.GetProperty("access_token").GetString()!;
        var header = Jws.Header(token);
        (header.GetProperty("typ").GetString(), header.GetProperty("alg").GetString()).ShouldBe(("at+jwt", "ES256"));
        var claims = Jws.Claims(token);
        claims.GetProperty("iss").GetString().ShouldBe($"{cloud.Host.Url.GetLeftPart(UriPartial.Authority)}/oidc");
        claims.GetProperty("sub").GetString().ShouldBe("wanda");
        claims.GetProperty("aud").GetString().ShouldBe("api://orders");
        claims.GetProperty("client_id").GetString().ShouldBe("local-cli");
        claims.GetProperty("scope").GetString().ShouldBe("orders");
        claims.GetProperty("roles").EnumerateArray().Single().GetString().ShouldBe("Orders.Write");
        claims.GetProperty("jti").GetString().ShouldNotBeNullOrEmpty();
        claims.GetProperty("exp").GetInt64().ShouldBe(claims.GetProperty("iat").GetInt64() + 3600);
        Jwks.Verifies((await cloud.GetAsync("/oidc/keys")).Json, token).ShouldBeTrue();
    }

    [Fact]
    public async Task Password_grant_of_a_user_without_roles_has_no_roles_claim()
    {
        await using var cloud = await CloudFixture.StartAsync();
        var answer = await cloud.PostFormAsync("/oidc/token", Password, ("username", "rita"), ("password", "password-of-rita"));
        var claims = Jws.Claims(answer.Json.GetProperty("access_token").GetString()!);
        claims.TryGetProperty("roles", out _).ShouldBeFalse();
        claims.TryGetProperty("scope", out _).ShouldBeFalse();
    }

    [Fact]
    public async Task Client_credentials_give_a_token_of_the_client()
    {
        await using var cloud = await CloudFixture.StartAsync();
        var answer = await cloud.PostFormAsync("/oidc/token", ClientGrant, Client, Secret);
        var claims = Jws.Claims(answer.Json.GetProperty("access_token").GetString()!);
        claims.GetProperty("sub").GetString().ShouldBe(CloudBuilder.ClientId);
        claims.GetProperty("client_id").GetString().ShouldBe(CloudBuilder.ClientId);
        claims.GetProperty("aud").GetString().ShouldBe("api://orders");
    }

    [Fact]
    public async Task Every_bad_request_has_its_RFC_6749_error()
    {
        await using var cloud = await CloudFixture.StartAsync();
        await ErrorAsync(cloud, 400, "invalid_request");
        await ErrorAsync(cloud, 400, "invalid_request", Password, Wanda);
        await ErrorAsync(cloud, 400, "invalid_request", Password, Wanda, Right, Right);
        await ErrorAsync(cloud, 400, "invalid_grant", Password, Wanda, ("password", "wrong"));
        await ErrorAsync(cloud, 400, "invalid_grant", Password, ("username", "nobody"), Right);
        await ErrorAsync(cloud, 400, "invalid_scope", Password, Wanda, Right, ("scope", "admin"));
        await ErrorAsync(cloud, 400, "unsupported_grant_type", ("grant_type", "authorization_code"));
        await ErrorAsync(cloud, 401, "invalid_client", Password, Wanda, Right, ("client_id", "nobody"));
        await ErrorAsync(cloud, 401, "invalid_client", ClientGrant, Client, ("client_secret", "wrong"));
        await ErrorAsync(cloud, 401, "invalid_client", ClientGrant, Client);
        await ErrorAsync(cloud, 400, "unauthorized_client", ClientGrant);
        await ErrorAsync(cloud, 400, "invalid_target", ClientGrant, Client, Secret, ("resource", "api://unknown"));
        await ErrorAsync(cloud, 400, "invalid_scope", ClientGrant, Client, Secret, ("scope", "admin"));
    }

    private static async Task ErrorAsync(CloudFixture cloud, int status, string error, params (string, string)[] fields)
    {
        var answer = await cloud.PostFormAsync("/oidc/token", fields);
        ((int)answer.Status, answer.Json.GetProperty("error").GetString()).ShouldBe((status, error));
        answer.Challenge.ShouldBe(status == 401 ? "Basic realm=\"oidc\"" : string.Empty);
    }
}
