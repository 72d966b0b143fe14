using System.Text.Json;
using Azure.Core;
using Azure.Core.Pipeline;
using LocalCloud.Configuration;
using LocalCloud.Hosting;
using LocalCloud.Tokens;
using MeshFunctions.Credentials;
using MeshFunctions.Credentials.Secrets;
using Microsoft.Extensions.Configuration;

namespace MeshFunctions.Tests.Credentials;

/// <summary>One unique text for each secret, token and key, and a search of every sink for all of them. Alone: the sinks are the process's.</summary>
[Collection(nameof(IdentityEnvironment))]
public sealed class SecretCanaryTests : IAsyncLifetime
{
    private const string IdentityHeader = "canary-identity-header-5b1d";
    private const string First = "canary-secret-one-77c2";
    private const string Second = "canary-secret-two-90ae";
    private const string Third = "canary-secret-three-1f4d";
    private const string Cut = "canary-in-a-broken-answer-e3a8";
    private const string Claims = "{\"access_token\":{\"canary-claim-40d1\":{\"essential\":true}}}";
    private const string TokenEndpoint = "GET /msi/token";
    private const string Versions = "GET /secrets/db/versions";

    private readonly CanarySinks _sinks = new();
    private readonly FakeClock _clock = new(TimeProvider.System.GetUtcNow());
    private readonly RecordedLog<CachedTokenCredential> _tokenLog = new();
    private readonly RecordedLog<SecretLeases> _secretLog = new();
    private readonly RecordedMeters _meters = new();
    private readonly List<string> _canaries = [IdentityHeader, First, Second, Third, Cut, "canary-claim-40d1"];
    private readonly string _resource = $"api://canaries-{Path.GetRandomFileName()}";
    private LocalCloudHost _cloud = null!;
    private HttpClient _http = null!;
    private HttpClientTransport _transport = null!;
    private CachedTokenCredential _credential = null!;
    private SecretLeases _leases = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _cloud = await LocalCloudHost.StartAsync(Config(), cancellationToken: Cancel);
        Environment.SetEnvironmentVariable("IDENTITY_ENDPOINT", _cloud.IdentityEndpoint.AbsoluteUri);
        Environment.SetEnvironmentVariable("IDENTITY_HEADER", IdentityHeader);
        _http = new HttpClient(_cloud.CreateHandler());
        _transport = new HttpClientTransport(_http);
        _credential = new(CredentialFactory.Create(new CredentialsOptions(), _transport, new ShortRetryPolicy(TimeSpan.FromMilliseconds(1))), _clock, _meters.Meters, _tokenLog);
        var vaultToken = _cloud.Mint(new TokenSpec { Issuer = CloudIssuer.Entra, Audience = "https://vault.azure.net" });
        _canaries.Add(vaultToken);
        var minting = new ScriptedCredential((_, _) => Task.FromResult(new AccessToken(vaultToken, TimeProvider.System.GetUtcNow().AddHours(1))));
        var vault = new VaultOptions { Uri = _cloud.Url, DisableChallengeVerification = true };
        _leases = new(CredentialFactory.CreateSecretClient(vault, minting, _transport, new ShortRetryPolicy(TimeSpan.FromMilliseconds(1))), TimeSpan.FromMinutes(5), _clock, _meters.Meters, _secretLog);
    }

    public async ValueTask DisposeAsync()
    {
        Environment.SetEnvironmentVariable("IDENTITY_ENDPOINT", null);
        Environment.SetEnvironmentVariable("IDENTITY_HEADER", null);
        _transport.Dispose();
        _http.Dispose();
        _meters.Dispose();
        _sinks.Dispose();
        await _cloud.DisposeAsync();
    }

    [Fact]
    public async Task T68_no_sink_holds_a_secret_a_token_or_a_key()
    {
        await TokensAsync();
        await SecretsAsync();
        await ConfigurationAsync();
        _sinks.Add(string.Join('\n', _tokenLog.Lines));
        _sinks.Add(string.Join('\n', _secretLog.Lines));
        _sinks.Dispose();

        (_sinks.Lines.Count > 20).ShouldBeTrue();
        (_sinks.SdkLines.Count > 50).ShouldBeTrue();
        _canaries.Count.ShouldBeGreaterThanOrEqualTo(8);
        foreach (var canary in _canaries)
        {
            _sinks.Lines.Where(line => line.Contains(canary, StringComparison.Ordinal)).ShouldBeEmpty();
            _sinks.SdkLines.Where(line => !string.Equals(canary, Cut, StringComparison.Ordinal) && line.Contains(canary, StringComparison.Ordinal)).ShouldBeEmpty();
        }
    }

    [Fact]
    public async Task T68_the_search_finds_what_is_given_away()
    {
        var lease = await _leases.GetAsync("db", Cancel);

        _sinks.Add(lease.Current.Reveal());

        _sinks.Lines.ShouldContain(line => line.Contains(Second, StringComparison.Ordinal));
    }

    private async Task TokensAsync()
    {
        var scope = new TokenRequestContext([_resource + "/.default"]);
        _canaries.Add((await _credential.GetTokenAsync(scope, Cancel)).Token);
        Show(_credential);
        await TryAsync(async () => _canaries.Add((await _credential.GetTokenAsync(new TokenRequestContext([_resource + "/.default"], claims: Claims), Cancel)).Token));
        await TryAsync(async () => await _credential.GetTokenAsync(new TokenRequestContext(["api://unknown/.default"]), Cancel));
        await FaultsAsync(TokenEndpoint, $"{{\"access_token\":\"{Cut}\",\"expires_on\":", async () => await _credential.GetTokenAsync(scope, Cancel));
    }

    private async Task SecretsAsync()
    {
        var lease = await _leases.GetAsync("db", Cancel);
        lease.Current.Reveal().ShouldBe(Second);
        Show(lease);
        Show(lease.Current);
        Show(_leases);
        using var listening = _leases.OnChange("db", static changed => throw new InvalidOperationException(changed.Current.Reveal()));
        _cloud.Secrets.Add("db", Third);
        _clock.Advance(TimeSpan.FromSeconds(1));
        await _leases.RefreshAsync("db", Cancel);
        await Eventually.IsTrueAsync(() => _secretLog.Lines.Any(static line => line.Contains("1104", StringComparison.Ordinal)));
        await TryAsync(() => _leases.RunWithRotationAsync("db", static (_, _) => Task.FromException(new UnauthorizedAccessException("no")), static _ => true, Cancel));
        await FaultsAsync(Versions, $"{{\"value\":[{{\"id\":\"{Cut}\",", async () => await _leases.RefreshAsync("db", Cancel));
    }

    private Task ConfigurationAsync()
    {
        var keys = new SecretKeys().Map("Orders:Password", "db");
        using var root = (ConfigurationRoot)new ConfigurationBuilder().Add(new SecretsConfigurationSource(keys, _ => _leases, TimeProvider.System)).Build();
        root["Orders:Password"].ShouldBe(Third);
        _sinks.Add(root.GetDebugView(MeshSecretsConfigurationExtensions.MaskMeshSecrets));
        Show(root.Providers.Single());
        return Task.CompletedTask;
    }

    private async Task FaultsAsync(string endpoint, string broken, Func<Task> call)
    {
        EndpointFault[] faults = [new() { Status = 500, Body = broken }, new() { Status = 401, Body = broken }, new() { Status = 200, Body = broken }, new() { Status = 429, Body = broken }, new() { Dropped = true }];
        foreach (var fault in faults)
        {
            _cloud.Faults.Set(endpoint, fault);
            _clock.Advance(TimeSpan.FromHours(2));
            await TryAsync(call);
        }

        _cloud.Faults.Clear(endpoint);
        _clock.Advance(TimeSpan.FromHours(2));
    }

    private async Task TryAsync(Func<Task> call)
    {
        try
        {
            await call();
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            _sinks.Add(failure.ToString());
            foreach (var value in failure.Data.Values)
            {
                _sinks.Add(value?.ToString());
            }
        }
    }

    private void Show(object value)
    {
        _sinks.Add(value.ToString());
        _sinks.Add($"{value}");
        _sinks.Add(DebuggerView.Of(value));
        _sinks.Add(JsonSerializer.Serialize(value, value.GetType()));
    }

    private CloudConfig Config() => new()
    {
        AdminKey = "admin",
        TenantId = new Guid("11111111-2222-4333-8444-555555555555"),
        TokenLifetimeSeconds = 240,
        Identities = new Dictionary<string, IdentityConfig>(StringComparer.Ordinal)
        {
            ["orders"] = new()
            {
                Header = IdentityHeader,
                ClientId = new Guid("aaaaaaaa-0000-4000-8000-000000000001"),
                ObjectId = new Guid("bbbbbbbb-0000-4000-8000-000000000001"),
                Resources = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal) { [_resource] = ["Read"] },
            },
        },
        Secrets = new Dictionary<string, IReadOnlyList<SecretText>>(StringComparer.Ordinal) { ["db"] = [First, Second] },
    };
}
