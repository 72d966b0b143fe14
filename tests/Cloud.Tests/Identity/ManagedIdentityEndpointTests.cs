using System.Net;
using System.Text.Json;

namespace Cloud.Tests.Identity;

public sealed class ManagedIdentityEndpointTests
{
    private const string Good = "/msi/token?api-version=2019-08-01&resource=api://inventory";

    [Fact]
    public async Task Token_answers_exactly_as_App_Service()
    {
        var clock = new FakeClock();
        await using var cloud = await CloudFixture.StartAsync(clock);
        var answer = await GetAsync(cloud, Good);
        answer.Status.ShouldBe(HttpStatusCode.OK);
        answer.CacheControl.ShouldBe("no-store");
        Members(answer.Json).ShouldBe("access_token expires_on resource token_type client_id");
        answer.Json.GetProperty("expires_on").ValueKind.ShouldBe(JsonValueKind.String);
        answer.Json.GetProperty("expires_on").GetString().ShouldBe($"{clock.GetUtcNow().ToUnixTimeSeconds() + 3600}");
        answer.Json.GetProperty("resource").GetString().ShouldBe("api://inventory");
        answer.Json.GetProperty("client_id").GetGuid().ShouldBe(CloudBuilder.OrdersClient);
    }

    [Fact]
    public async Task Token_has_the_shape_of_Entra_v2()
    {
        var clock = new FakeClock();
        await using var cloud = await CloudFixture.StartAsync(clock);
        var token = (await GetAsync(cloud, Good)).Json.GetProperty("access_token").GetString()!;
        Members(Jws.Header(token)).ShouldBe("typ alg kid");
        Jws.Header(token).GetProperty("typ").GetString().ShouldBe("JWT");
        Jws.Header(token).GetProperty("alg").GetString().ShouldBe("RS256");
        var claims = Jws.Claims(token);
        var now = clock.GetUtcNow().ToUnixTimeSeconds();
        (claims.GetProperty("iat").GetInt64(), claims.GetProperty("nbf").GetInt64(), claims.GetProperty("exp").GetInt64()).ShouldBe((now, now, now + 3600));
        Text(claims, "iss").ShouldBe($"{cloud.Host.Url.GetLeftPart(UriPartial.Authority)}/{CloudBuilder.Tenant}/v2.0");
        Text(claims, "aud").ShouldBe("api://inventory");
        Text(claims, "ver").ShouldBe("2.0");
        Text(claims, "idtyp").ShouldBe("app");
        Text(claims, "azpacr").ShouldBe("2");
        Text(claims, "tid").ShouldBe(CloudBuilder.Tenant.ToString());
        Text(claims, "oid").ShouldBe(CloudBuilder.OrdersObject.ToString());
        Text(claims, "sub").ShouldBe(Text(claims, "oid"));
        Text(claims, "azp").ShouldBe(CloudBuilder.OrdersClient.ToString());
        Text(claims, "xms_mirid").ShouldEndWith("/providers/Microsoft.ManagedIdentity/userAssignedIdentities/orders");
        claims.GetProperty("roles").EnumerateArray().Single().GetString().ShouldBe("Reservations.Write");
        Text(claims, "uti").ShouldNotBe(Text(claims, "jti"), StringComparer.Ordinal);
    }

    [Fact]
    public async Task Token_for_a_resource_without_roles_has_no_roles_claim()
    {
        await using var cloud = await CloudFixture.StartAsync();
        var answer = await GetAsync(cloud, "/msi/token?api-version=2019-08-01&resource=https://vault.azure.net");
        Jws.Claims(answer.Json.GetProperty("access_token").GetString()!).TryGetProperty("roles", out _).ShouldBeFalse();
    }

    [Fact]
    public async Task Header_selects_the_identity()
    {
        await using var cloud = await CloudFixture.StartAsync();
        var answer = await GetAsync(cloud, "/msi/token?api-version=2019-08-01&resource=api://catalog", "identity-header-of-inventory");
        answer.Status.ShouldBe(HttpStatusCode.OK);
        Text(Jws.Claims(answer.Json.GetProperty("access_token").GetString()!), "xms_mirid").ShouldEndWith("/inventory");
        (await GetAsync(cloud, "/msi/token?api-version=2019-08-01&resource=api://catalog")).Status.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Theory]
    [InlineData("wrong")]
    [InlineData("")]
    [InlineData("identity-header-of-order")]
    [InlineData("identity-header-of-orders,identity-header-of-orders")]
    public async Task Wrong_header_is_refused_with_401(string header)
    {
        await using var cloud = await CloudFixture.StartAsync();
        Error(await GetAsync(cloud, Good, header), 401);
    }

    [Fact]
    public async Task Missing_or_repeated_header_is_refused_with_401()
    {
        await using var cloud = await CloudFixture.StartAsync();
        Error(await cloud.GetAsync(Good), 401);
        Error(await cloud.GetAsync(Good, null, ("X-IDENTITY-HEADER", CloudBuilder.IdentityHeader), ("x-identity-header", "other")), 401);
    }

    [Theory]
    [InlineData("/msi/token?resource=api://inventory")]
    [InlineData("/msi/token?api-version=2017-09-01&resource=api://inventory")]
    [InlineData("/msi/token?api-version=2019-08-01")]
    [InlineData("/msi/token?api-version=2019-08-01&resource=")]
    [InlineData("/msi/token?api-version=2019-08-01&resource=api://inventory&resource=api://catalog")]
    [InlineData("/msi/token?api-version=2019-08-01&resource=api://inventory/")]
    [InlineData("/msi/token?api-version=2019-08-01&resource=API://INVENTORY")]
    [InlineData(Good + "&client_id=aaaaaaaa-0000-4000-8000-000000000002")]
    [InlineData(Good + "&client_id=")]
    [InlineData(Good + "&client_id=no-guid")]
    [InlineData(Good + "&mi_res_id=/subscriptions/other")]
    [InlineData(Good + "&client_id=aaaaaaaa-0000-4000-8000-000000000001&object_id=bbbbbbbb-0000-4000-8000-000000000001")]
    public async Task Bad_request_is_refused_with_400(string path)
    {
        await using var cloud = await CloudFixture.StartAsync();
        Error(await GetAsync(cloud, path), 400);
    }

    [Theory]
    [InlineData("client_id=AAAAAAAA-0000-4000-8000-000000000001")]
    [InlineData("principal_id=bbbbbbbb-0000-4000-8000-000000000001")]
    [InlineData("object_id=bbbbbbbb-0000-4000-8000-000000000001")]
    [InlineData("mi_res_id=/subscriptions/11111111-2222-4333-8444-555555555555/resourceGroups/mesh/providers/microsoft.managedidentity/userassignedidentities/orders")]
    public async Task Own_id_is_accepted(string parameter)
    {
        await using var cloud = await CloudFixture.StartAsync();
        (await GetAsync(cloud, $"{Good}&{parameter}")).Status.ShouldBe(HttpStatusCode.OK);
    }

    private static Task<CloudAnswer> GetAsync(CloudFixture cloud, string path, string header = CloudBuilder.IdentityHeader) =>
        cloud.GetAsync(path, null, ("X-IDENTITY-HEADER", header));

    private static void Error(CloudAnswer answer, int status)
    {
        ((int)answer.Status).ShouldBe(status);
        answer.Json.GetProperty("statusCode").GetInt32().ShouldBe(status);
        answer.Json.GetProperty("message").GetString().ShouldNotBeNullOrEmpty();
        answer.Text.ShouldNotContain(CloudBuilder.IdentityHeader);
    }

    private static string Members(JsonElement element) => string.Join(' ', element.EnumerateObject().Select(static member => member.Name));

    private static string Text(JsonElement claims, string name) => claims.GetProperty(name).GetString()!;
}
