using Azure;
using Azure.Core.Pipeline;
using Azure.Security.KeyVault.Secrets;

namespace Cloud.Tests.Vault;

/// <summary>The unmodified client over real HTTPS, only its CA is given by hand.</summary>
public sealed class SecretClientTests
{
    [Fact]
    public async Task GetSecret_after_the_challenge_reads_the_newest_version()
    {
        await using var cloud = await CloudFixture.StartAsync();
        var secret = await Client(cloud).GetSecretAsync("hop-key-orders", cancellationToken: TestContext.Current.CancellationToken);
        secret.Value.Value.ShouldBe(CloudBuilder.NewKey);
        secret.Value.Properties.Enabled.ShouldBe(true);
        secret.Value.Properties.Version.Length.ShouldBe(32);
        cloud.Host.Requests["GET /secrets/hop-key-orders"].ShouldBe(2, "once refused with the challenge, once with a token");
    }

    [Fact]
    public async Task GetPropertiesOfSecretVersions_over_several_pages_lists_every_version_once()
    {
        await using var cloud = await CloudFixture.StartAsync();
        for (var i = 0; i < 60; i++)
        {
            cloud.Host.Secrets.Add("hop-key-orders", "more");
        }

        var client = Client(cloud);
        var versions = new List<SecretProperties>();
        await foreach (var version in client.GetPropertiesOfSecretVersionsAsync("hop-key-orders", TestContext.Current.CancellationToken))
        {
            versions.Add(version);
        }

        versions.Count.ShouldBe(62);
        versions.Select(static version => version.Version).Distinct(StringComparer.Ordinal).Count().ShouldBe(62);
        var oldest = versions.MinBy(static version => version.CreatedOn)!;
        var secret = await client.GetSecretAsync("hop-key-orders", oldest.Version, TestContext.Current.CancellationToken);
        secret.Value.Value.ShouldBe(CloudBuilder.OldKey);
        cloud.Host.Requests["GET /secrets/hop-key-orders/versions"].ShouldBe(4, "a challenge and three pages");
    }

    [Fact]
    public async Task GetSecret_disabled_or_unknown_fails_as_with_the_service()
    {
        await using var cloud = await CloudFixture.StartAsync();
        cloud.Host.Secrets.Add("off", "value", enabled: false);
        var client = Client(cloud);
        var disabled = await Should.ThrowAsync<RequestFailedException>(() => client.GetSecretAsync("off", cancellationToken: TestContext.Current.CancellationToken));
        (disabled.Status, disabled.ErrorCode).ShouldBe((403, "Forbidden"));
        var unknown = await Should.ThrowAsync<RequestFailedException>(() => client.GetSecretAsync("none", cancellationToken: TestContext.Current.CancellationToken));
        (unknown.Status, unknown.ErrorCode).ShouldBe((404, "SecretNotFound"));
    }

    private static SecretClient Client(CloudFixture cloud) => new(
        cloud.Host.Url,
        new StaticCredential(cloud.VaultToken()),
        new SecretClientOptions { DisableChallengeResourceVerification = true, Transport = new HttpClientTransport(cloud.Http) });
}
