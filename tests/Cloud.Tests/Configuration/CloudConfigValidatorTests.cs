using LocalCloud.Configuration;
using LocalCloud.Hosting;

namespace Cloud.Tests.Configuration;

public sealed class CloudConfigValidatorTests
{
    [Fact]
    public async Task StartAsync_with_several_faults_reports_them_all()
    {
        var config = new CloudConfig
        {
            Url = new Uri("http://localhost/path"),
            CertificateFile = "cloud.pem",
            AdminKey = "canary-admin",
            TenantId = CloudBuilder.Tenant,
            KeySetsAheadSeconds = -1,
            TokenLifetimeSeconds = 59,
            KeySetsMaxAgeSeconds = 86401,
            Identities = new Dictionary<string, IdentityConfig>(StringComparer.Ordinal) { ["a"] = Identity(), ["b"] = Identity() },
            Secrets = new Dictionary<string, IReadOnlyList<SecretText>>(StringComparer.Ordinal) { ["a_b"] = ["canary-value"], ["none"] = [] },
        };
        var fault = await Should.ThrowAsync<InvalidDataException>(() => LocalCloudHost.StartAsync(config, cancellationToken: TestContext.Current.CancellationToken));
        foreach (var key in (string[])["url:", "certificateFile, keyFile:", "keySetsAheadSeconds:", "tokenLifetimeSeconds:", "keySetsMaxAgeSeconds:", "identities:", "secrets:a_b:", "secrets:none:"])
        {
            fault.Message.ShouldContain(key);
        }

        fault.Message.ShouldNotContain("canary");
    }

    private static IdentityConfig Identity() => new()
    {
        Header = "canary-same",
        ClientId = CloudBuilder.OrdersClient,
        ObjectId = CloudBuilder.OrdersObject,
        Resources = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal),
    };
}
