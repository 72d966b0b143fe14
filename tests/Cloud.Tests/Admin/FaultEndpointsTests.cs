using System.Globalization;
using System.Net;

namespace Cloud.Tests.Admin;

public sealed class FaultEndpointsTests
{
    private const string Identity = "/msi/token?api-version=2019-08-01&resource=api://inventory";
    private const string Secret = "/secrets/hop-key-orders?api-version=7.4";

    [Theory]
    [InlineData("""{"endpoint":"GET /msi/token","mode":"throttled","afterSeconds":7}""", 429, "7")]
    [InlineData("""{"endpoint":"GET /msi/token","mode":"throttled"}""", 429, null)]
    [InlineData("""{"endpoint":"GET /msi/token","mode":"error"}""", 500, null)]
    [InlineData("""{"endpoint":"GET /msi/token","mode":"Gone"}""", 410, null)]
    [InlineData("""{"endpoint":"GET /msi/token","mode":"unavailable","afterSeconds":2}""", 503, "2")]
    [InlineData("""{"endpoint":"GET /msi/*","mode":"error"}""", 500, null)]
    [InlineData("""{"endpoint":"GET /msi/token","mode":"status","status":418,"body":"{}"}""", 418, null)]
    public async Task Identity_fails_as_asked_and_works_again(string fault, int status, string? retryAfter)
    {
        await using var cloud = await CloudFixture.StartAsync();
        var set = await cloud.AdminAsync(HttpMethod.Post, "/admin/faults", fault);
        set.Json.GetProperty("faults").GetArrayLength().ShouldBe(1);
        using var response = await GetAsync(cloud, Identity);
        ((int)response.StatusCode).ShouldBe(status);
        response.Headers.RetryAfter?.ToString().ShouldBe(retryAfter);
        (await cloud.AdminAsync(HttpMethod.Delete, "/admin/faults")).Json.GetProperty("faults").GetArrayLength().ShouldBe(0);
        using var again = await GetAsync(cloud, Identity);
        again.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Identity_hands_out_garbage_or_an_expired_token_as_often_as_asked()
    {
        var clock = new FakeClock();
        await using var cloud = await CloudFixture.StartAsync(clock);
        await cloud.AdminAsync(HttpMethod.Post, "/admin/faults", """{"endpoint":"GET /msi/token","mode":"garbage","times":1}""");
        (await IdentityAsync(cloud)).Text.ShouldStartWith("<html>");
        await cloud.AdminAsync(HttpMethod.Post, "/admin/faults", """{"endpoint":"GET /msi/token","mode":"expired","times":1}""");
        long.Parse((await IdentityAsync(cloud)).Json.GetProperty("expires_on").GetString()!, CultureInfo.InvariantCulture)
            .ShouldBe(clock.GetUtcNow().ToUnixTimeSeconds() - 60);
        long.Parse((await IdentityAsync(cloud)).Json.GetProperty("expires_on").GetString()!, CultureInfo.InvariantCulture)
            .ShouldBe(clock.GetUtcNow().ToUnixTimeSeconds() + 3600);
    }

    [Fact]
    public async Task Identity_is_slow_by_the_clouds_clock()
    {
        var clock = new FakeClock();
        await using var cloud = await CloudFixture.StartAsync(clock);
        await cloud.AdminAsync(HttpMethod.Post, "/admin/faults", """{"endpoint":"GET /msi/token","mode":"slow","afterSeconds":30}""");
        var pending = IdentityAsync(cloud);
        while (!pending.IsCompleted)
        {
            clock.Advance(TimeSpan.FromSeconds(1));
            await Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System, TestContext.Current.CancellationToken);
        }

        clock.GetElapsedTime(0).ShouldBeGreaterThanOrEqualTo(TimeSpan.FromSeconds(30));
        (await pending).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Connection_breaks_off()
    {
        await using var cloud = await CloudFixture.StartAsync();
        await cloud.AdminAsync(HttpMethod.Post, "/admin/faults", """{"endpoint":"GET /msi/token","mode":"dropped"}""");
        await Should.ThrowAsync<HttpRequestException>(() => IdentityAsync(cloud));
    }

    [Fact]
    public async Task Vault_throttles_in_its_own_words()
    {
        await using var cloud = await CloudFixture.StartAsync();
        await cloud.AdminAsync(HttpMethod.Post, "/admin/faults", """{"endpoint":"GET /secrets/*","mode":"throttled","afterSeconds":3600}""");
        var answer = await cloud.GetAsync(Secret, cloud.VaultToken());
        answer.Status.ShouldBe(HttpStatusCode.TooManyRequests);
        answer.Json.GetProperty("error").GetProperty("code").GetString().ShouldBe("Throttled");
        await cloud.AdminAsync(HttpMethod.Delete, "/admin/faults?endpoint=GET%20/secrets/*");
        (await cloud.GetAsync(Secret, cloud.VaultToken())).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Sts_fails_with_the_code_asked_for()
    {
        await using var cloud = await CloudFixture.StartAsync();
        await cloud.AdminAsync(HttpMethod.Post, "/admin/faults", """{"endpoint":"POST /sts","mode":"sts","code":"IDPCommunicationError"}""");
        var answer = await cloud.PostFormAsync("/sts", ("Action", "AssumeRoleWithWebIdentity"));
        Sts.StsAnswer.Error(answer).ShouldBe("400 IDPCommunicationError");
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"endpoint":"GET /msi/token"}""")]
    [InlineData("""{"endpoint":"/msi/token","mode":"error"}""")]
    [InlineData("""{"endpoint":"GET msi","mode":"error"}""")]
    [InlineData("""{"endpoint":"GET /msi/token","mode":"other"}""")]
    [InlineData("""{"endpoint":"GET /msi/token","mode":"3"}""")]
    [InlineData("""{"endpoint":"GET /msi/token","mode":""}""")]
    [InlineData("""{"endpoint":"GET /msi/token","mode":"status"}""")]
    [InlineData("""{"endpoint":"GET /msi/token","mode":"status","status":99}""")]
    [InlineData("""{"endpoint":"GET /msi/token","mode":"error","times":0}""")]
    [InlineData("""{"endpoint":"GET /msi/token","mode":"slow","afterSeconds":-1}""")]
    [InlineData("""{"endpoint":"POST /sts","mode":"sts"}""")]
    [InlineData("""{"endpoint":"POST /sts","mode":"sts","code":"NoSuchCode"}""")]
    public async Task Bad_fault_is_refused(string json)
    {
        await using var cloud = await CloudFixture.StartAsync();
        (await cloud.AdminAsync(HttpMethod.Post, "/admin/faults", json)).Status.ShouldBe(HttpStatusCode.BadRequest);
        (await cloud.AdminAsync(HttpMethod.Get, "/admin/faults")).Json.GetProperty("faults").GetArrayLength().ShouldBe(0);
    }

    private static Task<CloudAnswer> IdentityAsync(CloudFixture cloud) => cloud.GetAsync(Identity, null, ("X-IDENTITY-HEADER", CloudBuilder.IdentityHeader));

    private static async Task<HttpResponseMessage> GetAsync(CloudFixture cloud, string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(path, UriKind.Relative));
        request.Headers.Add("X-IDENTITY-HEADER", CloudBuilder.IdentityHeader);
        return await cloud.Http.SendAsync(request, TestContext.Current.CancellationToken);
    }
}
