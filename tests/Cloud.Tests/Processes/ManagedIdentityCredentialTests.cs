using LocalCloud.Tokens;

namespace Cloud.Tests.Processes;

/// <summary>The unmodified <c>ManagedIdentityCredential</c> and <c>SecretClient</c>, in a process set up as the demo sets up its apps.</summary>
public sealed class ManagedIdentityCredentialTests
{
    [Fact]
    public async Task GetToken_with_the_environment_of_App_Service_gets_a_token_of_the_identity()
    {
        await using var cloud = await CloudFixture.StartAsync();
        var (exit, output) = await RunAsync(cloud, "token", "api://inventory");
        exit.ShouldBe(0, output);
        var claims = Jws.Claims(output);
        claims.GetProperty("aud").GetString().ShouldBe("api://inventory");
        claims.GetProperty("oid").GetGuid().ShouldBe(CloudBuilder.OrdersObject);
        cloud.Host.Requests["GET /msi/token"].ShouldBe(1);
    }

    [Theory]
    [InlineData("client", "aaaaaaaa-0000-4000-8000-000000000001")]
    [InlineData("object", "bbbbbbbb-0000-4000-8000-000000000001")]
    [InlineData("resource", "/subscriptions/11111111-2222-4333-8444-555555555555/resourcegroups/mesh/providers/Microsoft.ManagedIdentity/userAssignedIdentities/orders")]
    public async Task GetToken_by_an_id_of_the_identity_gets_a_token(string kind, string id)
    {
        await using var cloud = await CloudFixture.StartAsync();
        var (exit, output) = await RunAsync(cloud, "token", "api://inventory", kind, id);
        exit.ShouldBe(0, output);
        Jws.Claims(output).GetProperty("azp").GetGuid().ShouldBe(CloudBuilder.OrdersClient);
    }

    [Fact]
    public async Task GetToken_for_an_unknown_identity_or_resource_fails()
    {
        await using var cloud = await CloudFixture.StartAsync();
        var (exit, output) = await RunAsync(cloud, "token", "api://inventory", "client", "aaaaaaaa-0000-4000-8000-00000000000f");
        exit.ShouldBe(1);
        output.ShouldContain("No User Assigned or Delegated Managed Identity found");
        (exit, output) = await RunAsync(cloud, "token", "api://unknown");
        exit.ShouldBe(1);
        output.ShouldContain("AADSTS500011");
    }

    [Fact]
    public async Task GetSecret_with_the_managed_identity_reads_the_secret()
    {
        await using var cloud = await CloudFixture.StartAsync();
        var (exit, output) = await RunAsync(cloud, "secret", cloud.Host.Url.AbsoluteUri, "hop-key-orders");
        exit.ShouldBe(0, output);
        output.ShouldBe(CloudBuilder.NewKey);
    }

    [Fact]
    public async Task Issued_token_is_verified_by_the_published_key_set()
    {
        await using var cloud = await CloudFixture.StartAsync();
        var (_, token) = await RunAsync(cloud, "token", "api://inventory");
        var keys = await cloud.GetAsync(cloud.Host.KeysEndpoint(CloudIssuer.Entra)[4..]);
        Jwks.Verifies(keys.Json, token).ShouldBeTrue();
    }

    private static async Task<(int ExitCode, string Output)> RunAsync(CloudFixture cloud, params string[] arguments)
    {
        await using var client = ChildProcess.Start(
            typeof(ClientProgram).Assembly.Location,
            [ClientProgram.Switch, .. arguments],
            ("SSL_CERT_FILE", cloud.Host.CaFile),
            ("IDENTITY_ENDPOINT", cloud.Host.IdentityEndpoint.AbsoluteUri),
            ("IDENTITY_HEADER", CloudBuilder.IdentityHeader));
        var (exit, output, error) = await client.EndAsync();
        error.ShouldBeEmpty();
        return (exit, output.TrimEnd());
    }
}
