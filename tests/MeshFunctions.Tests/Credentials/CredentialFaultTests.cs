using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Identity;
using LocalCloud.Configuration;
using LocalCloud.Hosting;
using LocalCloud.Tokens;
using MeshFunctions.Credentials;

namespace MeshFunctions.Tests.Credentials;

/// <summary>
/// Each upstream with each fault, on real sockets and with the Azure SDK's own clients: without a lease, with a fresh one, and with one that is due until it expires. The clock is ours.
/// Alone, as the identity's endpoint is a variable of the process.
/// </summary>
[Collection(nameof(IdentityEnvironment))]
public sealed class CredentialFaultTests : IAsyncLifetime
{
    private const int Callers = 50;
    private const string IdentityHeader = "identity-header-of-orders";
    private const string TokenEndpoint = "GET /msi/token";
    private const string Versions = "GET /secrets/db/versions";

    // One fetch with the two retries of the SDK.
    private const int MostRequests = 3;

    // MSAL keeps managed-identity tokens for the whole process, but not those that end within five minutes.
    private const int TokenSeconds = 240;

    private readonly FakeClock _clock = new(TimeProvider.System.GetUtcNow());
    private readonly string _resource = $"api://faults-{Path.GetRandomFileName()}";
    private readonly RecordedLog<CachedTokenCredential> _tokenLog = new();
    private readonly RecordedLog<SecretLeases> _secretLog = new();
    private DateTimeOffset _expiresOn;
    private LocalCloudHost _cloud = null!;
    private SwitchedHandler _handler = null!;
    private HttpClient _http = null!;
    private HttpClientTransport _transport = null!;
    private CachedTokenCredential _credential = null!;
    private SecretLeases _leases = null!;

    private static ShortRetryPolicy Quick => new(TimeSpan.FromMilliseconds(1));

    public static TheoryData<UpstreamFault> Faults => [.. Enum.GetValues<UpstreamFault>().Where(static fault => fault is not UpstreamFault.None)];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _cloud = await LocalCloudHost.StartAsync(Config(), cancellationToken: Cancel);
        Environment.SetEnvironmentVariable("IDENTITY_ENDPOINT", _cloud.IdentityEndpoint.AbsoluteUri);
        Environment.SetEnvironmentVariable("IDENTITY_HEADER", IdentityHeader);
        _handler = new SwitchedHandler(_cloud);
        _http = new HttpClient(_handler);
        _transport = new HttpClientTransport(_http);
        _credential = new(CredentialFactory.Create(new CredentialsOptions(), _transport, Quick), _clock, null, _tokenLog);
        var minting = new ScriptedCredential((_, _) => Task.FromResult(new AccessToken(
            _cloud.Mint(new TokenSpec { Issuer = CloudIssuer.Entra, Audience = "https://vault.azure.net" }), TimeProvider.System.GetUtcNow().AddHours(1))));
        var vault = new VaultOptions { Uri = _cloud.Url, DisableChallengeVerification = true };
        _leases = new(CredentialFactory.CreateSecretClient(vault, minting, _transport, Quick), TimeSpan.FromMinutes(5), _clock, null, _secretLog);
    }

    public async ValueTask DisposeAsync()
    {
        Environment.SetEnvironmentVariable("IDENTITY_ENDPOINT", null);
        Environment.SetEnvironmentVariable("IDENTITY_HEADER", null);
        _transport.Dispose();
        _http.Dispose();
        _handler.Dispose();
        await _cloud.DisposeAsync();
    }

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task T60_managed_identity_with_each_fault_cold_warm_and_stale(UpstreamFault fault)
    {
        // Cold: every caller has a typed error, for one fetch; and in the pause after it at once.
        Break(TokenEndpoint, fault);
        await ShouldFailAsync<AuthenticationFailedException>(TokenAsync, fault);
        var asked = _handler.Sent;
        asked.ShouldBeInRange(1, MostRequests);
        _clock.Advance(fault is UpstreamFault.ThrottledFor60 ? TimeSpan.FromSeconds(59) : TimeSpan.Zero);
        await ShouldFailAsync<AuthenticationFailedException>(TokenAsync, UpstreamFault.None);
        _handler.Sent.ShouldBe(asked);

        // Well again, after the pause.
        Mend(TokenEndpoint);
        _clock.Advance(TimeSpan.FromSeconds(1));
        var token = await TokenAsync();

        // Warm: nobody asks.
        Break(TokenEndpoint, fault);
        asked = _handler.Sent;
        (await All(TokenAsync)).ShouldAllBe(served => served == token);
        _handler.Sent.ShouldBe(asked);

        // Stale: due, and served on at once; then expired, and a typed error.
        _clock.Advance((_expiresOn - _clock.GetUtcNow()) * 0.6);
        (await All(TokenAsync)).ShouldAllBe(served => served == token);
        await EndsAsync(fault, asked);
        if (fault is not UpstreamFault.Slow)
        {
            // A request that hangs takes longer than such a token lives.
            await Eventually.IsTrueAsync(() => _tokenLog.Lines.Any(static line => line.Contains(" 1101 ", StringComparison.Ordinal)));
            (await All(TokenAsync)).ShouldAllBe(served => served == token);
        }

        (_handler.Sent - asked).ShouldBeInRange(1, MostRequests);
        _clock.Advance(TimeSpan.FromSeconds(TokenSeconds));
        await ShouldFailAsync<AuthenticationFailedException>(TokenAsync, fault);
        (_handler.Sent - asked).ShouldBeInRange(2, 2 * MostRequests);
    }

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task T62_vault_with_each_fault_cold_warm_and_stale(UpstreamFault fault)
    {
        Break(Versions, fault);
        await ShouldFailAsync<LeaseUnavailableException>(SecretAsync, fault);
        var asked = _handler.Sent;
        asked.ShouldBeInRange(1, MostRequests + 1);
        _clock.Advance(fault is UpstreamFault.ThrottledFor60 ? TimeSpan.FromSeconds(59) : TimeSpan.Zero);
        await ShouldFailAsync<LeaseUnavailableException>(SecretAsync, UpstreamFault.None);
        _handler.Sent.ShouldBe(asked);

        Mend(Versions);
        _clock.Advance(TimeSpan.FromSeconds(1));
        (await SecretAsync()).ShouldBe("one");

        Break(Versions, fault);
        asked = _handler.Sent;
        (await All(SecretAsync)).ShouldAllBe(served => served == "one");
        _handler.Sent.ShouldBe(asked);

        _clock.Advance(TimeSpan.FromMinutes(6));
        (await All(SecretAsync)).ShouldAllBe(served => served == "one");
        await EndsAsync(fault, asked);
        await Eventually.IsTrueAsync(() => _secretLog.Lines.Any(static line => line.Contains(" 1101 ", StringComparison.Ordinal)));
        (await All(SecretAsync)).ShouldAllBe(served => served == "one");
        (_handler.Sent - asked).ShouldBeInRange(1, MostRequests);
    }

    private static async Task<string[]> All(Func<Task<string>> call) => await Task.WhenAll(Enumerable.Range(0, Callers).Select(_ => call()));

    private async Task ShouldFailAsync<TFailure>(Func<Task<string>> call, UpstreamFault fault)
        where TFailure : Exception
    {
        var asked = _handler.Sent;
        var callers = Enumerable.Range(0, Callers).Select(_ => call()).ToArray();
        await EndsAsync(fault, asked);
        foreach (var caller in callers)
        {
            await Should.ThrowAsync<TFailure>(() => caller);
        }
    }

    // What never answers is given up when the budget of the fetch is over.
    private async Task EndsAsync(UpstreamFault fault, int asked)
    {
        if (fault is UpstreamFault.Slow)
        {
            await Eventually.IsTrueAsync(() => _handler.Sent > asked);
            _clock.Advance(TimeSpan.FromSeconds(100));
        }
    }

    private async Task<string> TokenAsync()
    {
        var token = await _credential.GetTokenAsync(new TokenRequestContext([_resource + "/.default"]), Cancel);
        _expiresOn = token.ExpiresOn;
        return token.Token;
    }

    private async Task<string> SecretAsync() => (await _leases.GetAsync("db", Cancel)).Current.Reveal();

    private void Mend(string endpoint)
    {
        _cloud.Faults.Clear(endpoint);
        _handler.Refused = _handler.Untrusting = false;
    }

    private void Break(string endpoint, UpstreamFault fault)
    {
        _handler.Refused = fault is UpstreamFault.Refused;
        _handler.Untrusting = fault is UpstreamFault.WrongTls;
        var answer = fault switch
        {
            UpstreamFault.Throttled => new EndpointFault { Status = 429 },
            UpstreamFault.ThrottledFor60 => new EndpointFault { Status = 429, Headers = new Dictionary<string, string>(StringComparer.Ordinal) { ["Retry-After"] = "60" } },
            UpstreamFault.Broken => new EndpointFault { Status = 500, Body = "{\"error\":{\"code\":\"Internal\",\"message\":\"body\"}}" },
            UpstreamFault.Unavailable => new EndpointFault { Status = 503 },
            UpstreamFault.Gone => new EndpointFault { Status = 410 },
            UpstreamFault.Slow => new EndpointFault { Until = new TaskCompletionSource().Task },
            UpstreamFault.Garbage => new EndpointFault { Status = 200, Body = "<html>body</html>", ContentType = "text/html" },
            UpstreamFault.Dropped => new EndpointFault { Dropped = true },
            _ => null,
        };
        if (answer is not null)
        {
            _cloud.Faults.Set(endpoint, answer);
        }
    }

    private CloudConfig Config() => new()
    {
        AdminKey = "admin",
        TenantId = new Guid("11111111-2222-4333-8444-555555555555"),
        TokenLifetimeSeconds = TokenSeconds,
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
        Secrets = new Dictionary<string, IReadOnlyList<SecretText>>(StringComparer.Ordinal) { ["db"] = ["one"] },
    };
}
