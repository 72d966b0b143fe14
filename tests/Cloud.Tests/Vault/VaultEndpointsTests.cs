using System.Net;
using System.Text.Json.Nodes;
using LocalCloud.Keys;
using LocalCloud.Tokens;

namespace Cloud.Tests.Vault;

public sealed class VaultEndpointsTests
{
    private const string Secret = "/secrets/hop-key-orders?api-version=7.4";

    [Fact]
    public async Task Secret_without_a_token_gets_the_challenge()
    {
        await using var cloud = await CloudFixture.StartAsync();
        var answer = await cloud.GetAsync(Secret);
        answer.Status.ShouldBe(HttpStatusCode.Unauthorized);
        var authority = cloud.Host.Url.GetLeftPart(UriPartial.Authority);
        answer.Challenge.ShouldBe($"Bearer authorization=\"{authority}/{CloudBuilder.Tenant}\", resource=\"https://vault.azure.net\"");
        answer.Json.GetProperty("error").GetProperty("code").GetString().ShouldBe("Unauthorized");
    }

    [Fact]
    public async Task Secret_with_a_token_that_is_not_for_the_vault_is_refused()
    {
        await using var cloud = await CloudFixture.StartAsync();
        await using var stranger = await CloudFixture.StartAsync();
        using var key = SigningKey.Create("RS256", cloud.Host.Keys(CloudIssuer.Entra).Current.KeyId);
        var good = cloud.VaultToken();
        string[] bad =
        [
            cloud.Host.Mint(new TokenSpec { Issuer = CloudIssuer.Entra, Audience = "api://orders" }),
            cloud.Host.Mint(new TokenSpec { Issuer = CloudIssuer.Entra, Audience = "https://vault.azure.net/" }),
            cloud.Host.Mint(new TokenSpec { Issuer = CloudIssuer.Oidc, Audience = "https://vault.azure.net" }),
            cloud.Host.Mint(new TokenSpec { Issuer = CloudIssuer.Entra, Audience = "https://vault.azure.net", Lifetime = TimeSpan.FromSeconds(-1) }),
            cloud.Host.Mint(new TokenSpec { Issuer = CloudIssuer.Entra, Audience = "https://vault.azure.net", Key = key }),
            cloud.Host.Mint(new TokenSpec { Issuer = CloudIssuer.Entra, Audience = "https://vault.azure.net", Header = new JsonObject { ["alg"] = "none" } }),
            cloud.Host.Mint(new TokenSpec { Issuer = CloudIssuer.Entra, Audience = "https://vault.azure.net", Claims = new JsonObject { ["tid"] = "other" } }),
            cloud.Host.Mint(new TokenSpec { Issuer = CloudIssuer.Entra, Audience = "https://vault.azure.net", Claims = new JsonObject { ["exp"] = "never" } }),
            stranger.VaultToken(),
            good[..^4],
            good[..(good.LastIndexOf('.') + 1)],
            "a.b.c",
            "....",
            "no token",
        ];
        foreach (var token in bad)
        {
            var answer = await cloud.GetAsync(Secret, null, ("Authorization", $"Bearer {token}"));
            answer.Status.ShouldBe(HttpStatusCode.Unauthorized);
            answer.Challenge.ShouldStartWith("Bearer authorization=");
            answer.Text.ShouldNotContain(CloudBuilder.NewKey);
        }

        (await cloud.GetAsync(Secret, good)).Status.ShouldBe(HttpStatusCode.OK);
        (await cloud.GetAsync(Secret, null, ("Authorization", $"Basic {good}"))).Status.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Secret_is_answered_as_the_service_does()
    {
        await using var cloud = await CloudFixture.StartAsync();
        var versions = cloud.Host.Secrets.Versions("hop-key-orders");
        var newest = await cloud.GetAsync(Secret, cloud.VaultToken());
        newest.CacheControl.ShouldBe("no-store");
        newest.Json.GetProperty("value").GetString().ShouldBe(CloudBuilder.NewKey);
        newest.Json.GetProperty("id").GetString().ShouldBe($"{cloud.Host.Url}secrets/hop-key-orders/{versions[1].Id}");
        var attributes = newest.Json.GetProperty("attributes");
        attributes.GetProperty("enabled").GetBoolean().ShouldBeTrue();
        attributes.GetProperty("created").GetInt64().ShouldBe(versions[1].Created);
        attributes.GetProperty("updated").GetInt64().ShouldBe(versions[1].Created);
        var older = await cloud.GetAsync($"/secrets/HOP-KEY-orders/{versions[0].Id}?api-version=7.4", cloud.VaultToken());
        older.Json.GetProperty("value").GetString().ShouldBe(CloudBuilder.OldKey);
    }

    [Theory]
    [InlineData("/secrets/hop-key-orders", 400, "BadParameter")]
    [InlineData("/secrets/hop-key-orders?api-version=", 400, "BadParameter")]
    [InlineData("/secrets/hop-key-orders?api-version=1.0", 400, "BadParameter")]
    [InlineData("/secrets/hop_key?api-version=7.4", 400, "BadParameter")]
    [InlineData("/secrets/hop.key/versions?api-version=7.4", 400, "BadParameter")]
    [InlineData("/secrets/hop-key-orders/short?api-version=7.4", 400, "BadParameter")]
    [InlineData("/secrets/hop-key-orders/versions?api-version=7.4&maxresults=26", 400, "BadParameter")]
    [InlineData("/secrets/hop-key-orders/versions?api-version=7.4&maxresults=0", 400, "BadParameter")]
    [InlineData("/secrets/none?api-version=7.4", 404, "SecretNotFound")]
    [InlineData("/secrets/hop-key-orders/0123456789abcdef0123456789abcdef?api-version=7.4", 404, "SecretNotFound")]
    public async Task Bad_request_is_answered_as_the_service_does(string path, int status, string code)
    {
        await using var cloud = await CloudFixture.StartAsync();
        var answer = await cloud.GetAsync(path, cloud.VaultToken());
        ((int)answer.Status, answer.Json.GetProperty("error").GetProperty("code").GetString()).ShouldBe((status, code));
        (await cloud.GetAsync(path)).Status.ShouldBe(HttpStatusCode.Unauthorized, "nobody learns anything without a token");
    }

    [Fact]
    public async Task Secret_disabled_is_forbidden_while_versions_still_show_it()
    {
        await using var cloud = await CloudFixture.StartAsync();
        var newest = cloud.Host.Secrets.Versions("hop-key-orders")[1];
        cloud.Host.Secrets.SetEnabled("hop-key-orders", newest.Id, enabled: false).ShouldBeTrue();
        var answer = await cloud.GetAsync(Secret, cloud.VaultToken());
        answer.Status.ShouldBe(HttpStatusCode.Forbidden);
        answer.Json.GetProperty("error").GetProperty("innererror").GetProperty("code").GetString().ShouldBe("SecretDisabled");
        var list = await cloud.GetAsync("/secrets/hop-key-orders/versions?api-version=7.4", cloud.VaultToken());
        list.Json.GetProperty("value").EnumerateArray()
            .Single(version => version.GetProperty("id").GetString()!.EndsWith(newest.Id, StringComparison.Ordinal))
            .GetProperty("attributes").GetProperty("enabled").GetBoolean().ShouldBeFalse();
    }

    [Fact]
    public async Task Versions_come_in_pages_without_values_in_the_order_of_their_ids()
    {
        await using var cloud = await CloudFixture.StartAsync();
        cloud.Host.Secrets.Add("hop-key-orders", "third");
        var first = await cloud.GetAsync("/secrets/hop-key-orders/versions?api-version=7.4&maxresults=2", cloud.VaultToken());
        var next = new Uri(first.Json.GetProperty("nextLink").GetString()!);
        next.Authority.ShouldBe(cloud.Host.Url.Authority);
        var second = await cloud.GetAsync(next.PathAndQuery, cloud.VaultToken());
        second.Json.GetProperty("nextLink").ValueKind.ShouldBe(System.Text.Json.JsonValueKind.Null);
        var ids = first.Json.GetProperty("value").EnumerateArray().Concat(second.Json.GetProperty("value").EnumerateArray())
            .Select(static version => version.GetProperty("id").GetString()!.Split('/')[^1]).ToList();
        ids.ShouldBe(cloud.Host.Secrets.Versions("hop-key-orders").Select(static version => version.Id).Order(StringComparer.Ordinal));
        first.Text.ShouldNotContain("\"value\":\"");
    }

    [Fact]
    public async Task Versions_of_an_unknown_secret_are_none()
    {
        await using var cloud = await CloudFixture.StartAsync();
        var answer = await cloud.GetAsync("/secrets/none/versions?api-version=7.4", cloud.VaultToken());
        answer.Status.ShouldBe(HttpStatusCode.OK);
        answer.Json.GetProperty("value").GetArrayLength().ShouldBe(0);
    }
}
