using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Identity;

namespace Cloud.Tests.Entra;

public sealed class ClientSecretCredentialTests
{
    [Fact]
    public async Task GetToken_by_the_unmodified_credential_gets_a_token()
    {
        await using var cloud = await CloudFixture.StartAsync();
        var token = await Credential(cloud, CloudBuilder.ClientSecret)
            .GetTokenAsync(new TokenRequestContext(["api://orders/.default"]), TestContext.Current.CancellationToken);
        Jws.Claims(token.Token).GetProperty("azp").GetString().ShouldBe(CloudBuilder.ClientId);
    }

    [Fact]
    public async Task GetToken_with_a_wrong_secret_fails_with_the_AADSTS_code()
    {
        await using var cloud = await CloudFixture.StartAsync();
        var fault = await Should.ThrowAsync<AuthenticationFailedException>(() => Credential(cloud, "wrong")
            .GetTokenAsync(new TokenRequestContext(["api://orders/.default"]), TestContext.Current.CancellationToken).AsTask());
        fault.ToString().ShouldContain("AADSTS7000215");
    }

    private static ClientSecretCredential Credential(CloudFixture cloud, string secret) => new(
        CloudBuilder.Tenant.ToString(),
        CloudBuilder.ClientId,
        secret,
        new ClientSecretCredentialOptions { AuthorityHost = cloud.Host.Url, DisableInstanceDiscovery = true, Transport = new HttpClientTransport(cloud.Http) });
}
