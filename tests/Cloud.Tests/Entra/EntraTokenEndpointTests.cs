using System.Net;
using System.Text;

namespace Cloud.Tests.Entra;

public sealed class EntraTokenEndpointTests
{
    private static readonly (string, string) Grant = ("grant_type", "client_credentials");
    private static readonly (string, string) Client = ("client_id", CloudBuilder.ClientId);
    private static readonly (string, string) Secret = ("client_secret", CloudBuilder.ClientSecret);
    private static readonly (string, string) Scope = ("scope", "api://orders/.default");

    private static string Path => $"/{CloudBuilder.Tenant}/oauth2/v2.0/token";

    [Fact]
    public async Task Token_with_the_secret_in_the_body()
    {
        await using var cloud = await CloudFixture.StartAsync();
        var answer = await cloud.PostFormAsync(Path, Grant, Client, Secret, Scope);
        answer.Status.ShouldBe(HttpStatusCode.OK);
        answer.CacheControl.ShouldBe("no-store");
        answer.Json.GetProperty("token_type").GetString().ShouldBe("Bearer");
        answer.Json.GetProperty("expires_in").GetInt32().ShouldBe(3600);
        answer.Json.GetProperty("ext_expires_in").GetInt32().ShouldBe(3600);
        var claims = Jws.Claims(answer.Json.GetProperty("access_token").GetString()!);
        claims.GetProperty("azp").GetString().ShouldBe(CloudBuilder.ClientId);
        claims.GetProperty("azpacr").GetString().ShouldBe("1");
        claims.GetProperty("roles").EnumerateArray().Single().GetString().ShouldBe("Orders.Write");
        claims.GetProperty("aud").GetString().ShouldBe("api://orders");
    }

    [Theory]
    [InlineData(CloudBuilder.ClientSecret, HttpStatusCode.OK)]
    [InlineData("wrong", HttpStatusCode.Unauthorized)]
    public async Task Token_with_basic_authentication(string secret, HttpStatusCode expected)
    {
        await using var cloud = await CloudFixture.StartAsync();
        using var form = new FormUrlEncodedContent([new("grant_type", "client_credentials"), new("scope", "api://orders/.default")]);
        var basic = Convert.ToBase64String(Encoding.UTF8.GetBytes($"{CloudBuilder.ClientId}:{secret}"));
        (await cloud.SendAsync(HttpMethod.Post, Path, form, null, ("Authorization", $"Basic {basic}"))).Status.ShouldBe(expected);
    }

    [Fact]
    public async Task Every_bad_request_has_its_AADSTS_code()
    {
        await using var cloud = await CloudFixture.StartAsync();
        await ErrorAsync(cloud, 400, "invalid_request", 900144);
        await ErrorAsync(cloud, 400, "unsupported_grant_type", 70003, ("grant_type", "password"), Client, Secret, Scope);
        await ErrorAsync(cloud, 400, "invalid_request", 900144, Grant, Secret, Scope);
        await ErrorAsync(cloud, 400, "invalid_request", 900144, Grant, Client, Secret);
        await ErrorAsync(cloud, 400, "unauthorized_client", 700016, Grant, ("client_id", "nobody"), Secret, Scope);
        await ErrorAsync(cloud, 401, "invalid_client", 7000218, Grant, Client, Scope);
        await ErrorAsync(cloud, 401, "invalid_client", 7000215, Grant, Client, ("client_secret", "wrong"), Scope);
        await ErrorAsync(cloud, 400, "invalid_scope", 1002012, Grant, Client, Secret, ("scope", "api://orders/read"));
        await ErrorAsync(cloud, 400, "invalid_resource", 500011, Grant, Client, Secret, ("scope", "api://unknown/.default"));
        await ErrorAsync(cloud, 400, "invalid_request", 900144, Grant, Grant, Client, Secret, Scope);
    }

    [Fact]
    public async Task Unknown_tenant_or_body_that_is_no_form_is_refused()
    {
        await using var cloud = await CloudFixture.StartAsync();
        var answer = await cloud.PostFormAsync("/99999999-2222-4333-8444-555555555555/oauth2/v2.0/token", Grant, Client, Secret, Scope);
        answer.Json.GetProperty("error_codes")[0].GetInt32().ShouldBe(90002);
        using var json = new StringContent("{}", Encoding.UTF8, "application/json");
        (await cloud.SendAsync(HttpMethod.Post, Path, json)).Status.ShouldBe(HttpStatusCode.BadRequest);
    }

    private static async Task ErrorAsync(CloudFixture cloud, int status, string error, int code, params (string, string)[] fields)
    {
        var answer = await cloud.PostFormAsync(Path, fields);
        ((int)answer.Status, answer.Json.GetProperty("error").GetString(), answer.Json.GetProperty("error_codes")[0].GetInt32()).ShouldBe((status, error, code));
        answer.Json.GetProperty("error_description").GetString()!.ShouldStartWith($"AADSTS{code}: ");
        answer.Json.GetProperty("trace_id").GetGuid().ShouldNotBe(Guid.Empty);
        answer.Text.ShouldNotContain(CloudBuilder.ClientSecret);
    }
}
