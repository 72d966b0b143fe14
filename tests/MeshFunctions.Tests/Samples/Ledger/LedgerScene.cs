using Azure.Core.Pipeline;
using Azure.Security.KeyVault.Secrets;
using LocalCloud.Configuration;
using LocalCloud.Hosting;
using LocalCloud.Tokens;
using MeshFunctions.Credentials;
using MeshFunctions.Tokens;

namespace MeshFunctions.Tests.Samples.Ledger;

/// <summary>The local cloud over HTTPS with a managed identity and a vault, and leases of both; time passes as the tests say.</summary>
internal sealed class LedgerScene : IAsyncDisposable
{
    public const string Secret = "ledger-password";
    public const string FirstPassword = "password-0-canary-5f1d";
    public const string TokenEndpoint = "GET /msi/token";
    public const string VersionsEndpoint = $"GET /secrets/{Secret}/versions";

    private const string Resource = "https://ossrdbms-aad.database.windows.net";
    private const string Vault = "https://vault.azure.net";
    private const string IdentityHeader = "identity-header-of-ledger";
    private static readonly Guid ObjectId = new("bbbbbbbb-0000-4000-8000-000000000001");

    private readonly HttpClient _http;
    private readonly TokenValidator _tokens;

    private LedgerScene(LocalCloudHost cloud, FakeClock clock)
    {
        Cloud = cloud;
        Clock = clock;
        _http = new HttpClient(cloud.CreateHandler());
        Credential = new CachedTokenCredential(new ManagedIdentity(_http, cloud.IdentityEndpoint, IdentityHeader), clock);
        Secrets = new SecretLeases(
            new SecretClient(cloud.Url, Credential, new SecretClientOptions { DisableChallengeResourceVerification = true, Transport = new HttpClientTransport(_http) }), time: clock);
        var issuer = new IssuerOptions { Issuer = cloud.Issuer(CloudIssuer.Entra), Kind = IssuerKind.Entra, CaFile = cloud.CaFile };
        issuer.Audiences.Add(Resource);
        var options = new TokensOptions();
        options.Issuers["entra"] = issuer;
        _tokens = TokenValidator.Create(options, clock);
    }

    public LocalCloudHost Cloud { get; }

    public FakeClock Clock { get; }

    public CachedTokenCredential Credential { get; }

    public SecretLeases Secrets { get; }

    public static async Task<LedgerScene> StartAsync()
    {
        var clock = new FakeClock(TimeProvider.System.GetUtcNow());
        return new LedgerScene(await LocalCloudHost.StartAsync(Config(), clock, TestContext.Current.CancellationToken), clock);
    }

    /// <summary>Whether a token's signature, issuer, audience, end and subject make it a password of the role.</summary>
    public async ValueTask<bool> IsGoodAsync(string name, string token)
    {
        var result = await _tokens.ValidateAsync(token, CancellationToken.None);
        return name is $"cn={LedgerCluster.TokenRole}" && string.Equals(result.Token?.Subject, ObjectId.ToString("D"), StringComparison.Ordinal);
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await Cloud.DisposeAsync();
    }

    private static CloudConfig Config() => new()
    {
        AdminKey = "admin",
        TenantId = new Guid("11111111-2222-4333-8444-555555555555"),
        Identities = new Dictionary<string, IdentityConfig>(StringComparer.Ordinal)
        {
            ["ledger"] = new()
            {
                Header = IdentityHeader,
                ClientId = new Guid("aaaaaaaa-0000-4000-8000-000000000001"),
                ObjectId = ObjectId,
                Resources = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal) { [Resource] = [], [Vault] = [] },
            },
        },
        Secrets = new Dictionary<string, IReadOnlyList<SecretText>>(StringComparer.Ordinal) { [Secret] = [FirstPassword] },
    };
}
