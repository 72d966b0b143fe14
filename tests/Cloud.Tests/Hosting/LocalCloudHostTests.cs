using LocalCloud.Hosting;

namespace Cloud.Tests.Hosting;

public sealed class LocalCloudHostTests
{
    [Fact]
    public async Task DisposeAsync_stops_listening_and_removes_the_CA_file()
    {
        var host = await LocalCloudHost.StartAsync(CloudBuilder.Config(), cancellationToken: TestContext.Current.CancellationToken);
        using var http = new HttpClient(host.CreateHandler()) { BaseAddress = host.Url };
        (await http.GetStringAsync(new Uri("/oidc/keys", UriKind.Relative), TestContext.Current.CancellationToken)).ShouldContain("\"keys\"");
        var file = host.CaFile;
        File.Exists(file).ShouldBeTrue();
        await host.DisposeAsync();
        File.Exists(file).ShouldBeFalse();
        using var again = new HttpClient { BaseAddress = host.Url };
        await Should.ThrowAsync<HttpRequestException>(() => again.GetStringAsync(new Uri("/oidc/keys", UriKind.Relative), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Client_without_the_CA_refuses_the_host()
    {
        await using var cloud = await CloudFixture.StartAsync();
        using var stranger = new HttpClient { BaseAddress = cloud.Host.Url };
        await Should.ThrowAsync<HttpRequestException>(() => stranger.GetStringAsync(new Uri("/oidc/keys", UriKind.Relative), TestContext.Current.CancellationToken));
        cloud.Host.Requests.ToDictionary().ShouldBeEmpty();
    }

    [Fact]
    public async Task Requests_to_many_paths_are_counted_within_a_bound()
    {
        await using var cloud = await CloudFixture.StartAsync();
        for (var i = 0; i < 1100; i++)
        {
            await cloud.GetAsync($"/nothing/{i}");
        }

        cloud.Host.Requests.ToDictionary().Count.ShouldBe(1000);
        cloud.Host.Requests["GET /nothing/0"].ShouldBe(1);
        cloud.Host.Requests.Clear();
        cloud.Host.Requests["GET /nothing/0"].ShouldBe(0);
    }

    [Fact]
    public async Task Oversized_body_is_refused()
    {
        await using var cloud = await CloudFixture.StartAsync();
        using var large = new ByteArrayContent(new byte[70_000]) { Headers = { ContentType = new("application/x-www-form-urlencoded") } };
        ((int)(await cloud.SendAsync(HttpMethod.Post, "/oidc/token", large)).Status).ShouldBe(413);
    }
}
