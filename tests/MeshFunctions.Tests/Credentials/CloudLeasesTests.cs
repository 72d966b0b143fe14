using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Identity;
using Azure.Security.KeyVault.Secrets;
using LocalCloud.Configuration;
using LocalCloud.Hosting;
using LocalCloud.Tokens;
using MeshFunctions.Credentials;

namespace MeshFunctions.Tests.Credentials;

/// <summary>The Azure SDK's own clients against the local cloud. Alone, as the identity's endpoint is a variable of the process.</summary>
[Collection(nameof(IdentityEnvironment))]
public sealed class CloudLeasesTests : IAsyncLifetime
{
    private const string TokenEndpoint = "GET /msi/token";
    private const string Versions = "GET /secrets/hop-key/versions";
    private const string IdentityHeader = "identity-header-of-orders";
    private LocalCloudHost _cloud = null!;
    private HttpClient _http = null!;
    private CachedTokenCredential _credential = null!;
    // MSAL keeps managed-identity tokens for the whole process, so those of one test's cloud would be shown to the next one's vault.
    private ScriptedCredential _minting = null!;
    private SecretLeases _leases = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _cloud = await LocalCloudHost.StartAsync(Config(), cancellationToken: Cancel);
        Environment.SetEnvironmentVariable("IDENTITY_ENDPOINT", _cloud.IdentityEndpoint.AbsoluteUri);
        Environment.SetEnvironmentVariable("IDENTITY_HEADER", IdentityHeader);
        _http = new HttpClient(_cloud.CreateHandler());
        var transport = new HttpClientTransport(_http);
        _credential = new(new ManagedIdentityCredential(
            new ManagedIdentityCredentialOptions(ManagedIdentityId.SystemAssigned) { Transport = transport, Retry = { MaxRetries = 0 } }));
        _minting = new ScriptedCredential((_, _) => Task.FromResult(new AccessToken(
            _cloud.Mint(new TokenSpec { Issuer = CloudIssuer.Entra, Audience = "https://vault.azure.net" }), TimeProvider.System.GetUtcNow().AddHours(1))));
        var vault = new SecretClient(
            _cloud.Url,
            new CachedTokenCredential(_minting),
            new SecretClientOptions { Transport = transport, DisableChallengeResourceVerification = true, RetryPolicy = new ShortRetryPolicy() });
        _leases = new(vault, TimeSpan.FromSeconds(1));
    }

    public async ValueTask DisposeAsync()
    {
        Environment.SetEnvironmentVariable("IDENTITY_ENDPOINT", null);
        Environment.SetEnvironmentVariable("IDENTITY_HEADER", null);
        _http.Dispose();
        await _cloud.DisposeAsync();
    }

    [Fact]
    public async Task T61_a_thousand_waiters_on_a_cold_managed_identity_are_one_request_on_the_wire()
    {
        var scope = new TokenRequestContext(["api://inventory/.default"]);

        var tokens = await Task.WhenAll(Enumerable.Range(0, 1000).Select(_ => _credential.GetTokenAsync(scope, Cancel).AsTask()));

        tokens.Select(token => token.Token).Distinct(StringComparer.Ordinal).ShouldHaveSingleItem().ShouldNotBeEmpty();
        _cloud.Requests[TokenEndpoint].ShouldBe(1);
    }

    [Fact]
    public async Task T60_identity_endpoint_that_refuses_is_a_typed_error_and_not_asked_in_a_loop()
    {
        var scope = new TokenRequestContext(["api://unknown/.default"]);

        for (var i = 0; i < 20; i++)
        {
            await Should.ThrowAsync<AuthenticationFailedException>(() => _credential.GetTokenAsync(scope, Cancel).AsTask());
        }

        _cloud.Requests[TokenEndpoint].ShouldBe(1);
    }

    [Fact]
    public async Task GetAsync_leases_the_newest_two_versions_and_sees_a_rotation()
    {
        var first = await _leases.GetAsync("hop-key", Cancel);
        (first.Current.Reveal(), first.Previous!.Reveal()).ShouldBe(("two", "one"));

        _cloud.Secrets.Add("hop-key", "three");

        await Eventually.IsTrueAsync(async () => (await _leases.GetAsync("hop-key", Cancel)).Current.Reveal() is "three");
        (await _leases.GetAsync("hop-key", Cancel)).Previous!.Reveal().ShouldBe("two");
        _minting.Calls.ShouldBe(1);
    }

    [Fact]
    public async Task T62_version_that_is_disabled_is_withdrawn_and_the_older_ones_serve()
    {
        var newest = (await _leases.GetAsync("hop-key", Cancel)).Current.Version;

        _cloud.Secrets.SetEnabled("hop-key", newest, enabled: false).ShouldBeTrue();

        await Eventually.IsTrueAsync(async () => (await _leases.GetAsync("hop-key", Cancel)).Current.Reveal() is "one");
        (await _leases.GetAsync("hop-key", Cancel)).Previous.ShouldBeNull();
    }

    [Fact]
    public async Task T62_vault_in_trouble_serves_the_lease_on_and_is_a_typed_error_without_one()
    {
        await _leases.GetAsync("hop-key", Cancel);
        _cloud.Faults.Set(Versions, new EndpointFault { Status = 429, Headers = new Dictionary<string, string>(StringComparer.Ordinal) { ["Retry-After"] = "3600" } });
        _cloud.Faults.Set("GET /secrets/other/versions");
        var asked = _cloud.Requests[Versions];

        await Eventually.IsTrueAsync(async () =>
        {
            (await _leases.GetAsync("hop-key", Cancel)).Current.Reveal().ShouldBe("two");
            return _cloud.Requests[Versions] > asked;
        });
        var error = await Should.ThrowAsync<LeaseUnavailableException>(() => _leases.GetAsync("other", Cancel).AsTask());

        error.Message.ShouldContain("503");
        (await _leases.GetAsync("hop-key", Cancel)).Current.Reveal().ShouldBe("two");
        _cloud.Requests[Versions].ShouldBe(asked + 1);
        _cloud.Requests["GET /secrets/other/versions"].ShouldBe(3);
    }

    [Fact]
    public async Task T62_secret_that_does_not_exist_is_a_typed_error() =>
        (await Should.ThrowAsync<LeaseUnavailableException>(() => _leases.GetAsync("none", Cancel).AsTask())).Message.ShouldContain("none");

    private static CloudConfig Config() => new()
    {
        AdminKey = "admin",
        TenantId = new Guid("11111111-2222-4333-8444-555555555555"),
        Identities = new Dictionary<string, IdentityConfig>(StringComparer.Ordinal)
        {
            ["orders"] = new()
            {
                Header = IdentityHeader,
                ClientId = new Guid("aaaaaaaa-0000-4000-8000-000000000001"),
                ObjectId = new Guid("bbbbbbbb-0000-4000-8000-000000000001"),
                Resources = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal)
                {
                    ["api://inventory"] = ["Reservations.Write"],
                    ["https://vault.azure.net"] = [],
                },
            },
        },
        Secrets = new Dictionary<string, IReadOnlyList<SecretText>>(StringComparer.Ordinal) { ["hop-key"] = ["one", "two"] },
    };
}
