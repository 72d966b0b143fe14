using Amazon.Runtime;
using Azure.Core;
using LocalCloud.Configuration;
using LocalCloud.Hosting;
using LocalCloud.Tokens;
using MeshFunctions.Authorization;
using MeshFunctions.Aws;
using MeshFunctions.Identity;
using MeshFunctions.Tests.Credentials;
using MeshFunctions.Tokens;
using MeshFunctions.Tracing;
using MeshFunctions.Trust;

namespace MeshFunctions.Tests.Aws;

/// <summary>The local cloud's STS over real HTTPS, and credentials that are obtained there.</summary>
internal sealed class AwsScene : IAsyncDisposable
{
    public const string Endpoint = "POST /sts";
    public const string Role = "arn:aws:iam::123456789012:role/orders";
    private const string Audience = "api://aws";
    private const string Workload = "bbbbbbbb-0000-4000-8000-000000000001";

    private readonly RecordedMeters _recorded = new();

    private AwsScene(LocalCloudHost cloud, TimeProvider clock, AwsOptions? options, Func<TokenRequestContext, Task<AccessToken>>? token)
    {
        Cloud = cloud;
        Clock = clock as FakeClock ?? new FakeClock();
        Identity = new ScriptedCredential((context, _) => token?.Invoke(context) ?? Task.FromResult(Token()));
        Http = new TrustingHttpClients(cloud);
        Credentials = new WebIdentityCredentials(options ?? Options(cloud), Identity, clock, _recorded.Meters, Log, Http);
    }

    public LocalCloudHost Cloud { get; }

    public FakeClock Clock { get; }

    public ScriptedCredential Identity { get; }

    public TrustingHttpClients Http { get; }

    public RecordedLog<WebIdentityCredentials> Log { get; } = new();

    public WebIdentityCredentials Credentials { get; }

    public int Exchanges => Cloud.Requests[Endpoint];

    public static async Task<AwsScene> StartAsync(
        Func<LocalCloudHost, AwsOptions>? options = null, TimeProvider? clock = null, Func<LocalCloudHost, TokenRequestContext, Task<AccessToken>>? token = null)
    {
        clock ??= new FakeClock();
        var cloud = await LocalCloudHost.StartAsync(Config(), clock, TestContext.Current.CancellationToken);
        return new AwsScene(cloud, clock, options?.Invoke(cloud), token is null ? null : context => token(cloud, context));
    }

    public static AwsOptions Options(LocalCloudHost cloud, string? tokenFile = null) => new()
    {
        RoleArn = Role,
        Endpoint = cloud.StsEndpoint,
        TokenScope = tokenFile is null ? $"{Audience}/.default" : null,
        TokenFile = tokenFile,
        SessionName = "orders",
    };

    /// <summary>A token that the role trusts.</summary>
    public static string Mint(LocalCloudHost cloud, TimeSpan? lifetime = null) => cloud.Mint(new TokenSpec
    {
        Issuer = CloudIssuer.Entra,
        Subject = Workload,
        Audience = Audience,
        Lifetime = lifetime ?? TimeSpan.FromHours(1),
    });

    public AccessToken Token(TimeSpan? lifetime = null) => new(Mint(Cloud, lifetime), Clock.GetUtcNow() + (lifetime ?? TimeSpan.FromHours(1)));

    public async Task<AwsCredentialsException> FailureAsync() =>
        await Should.ThrowAsync<AwsCredentialsException>(() => WithTimeAsync(Credentials.GetCredentialsAsync()));

    /// <summary>Lets the clock run while something waits by it.</summary>
    public async Task<T> WithTimeAsync<T>(Task<T> task)
    {
        while (!task.IsCompleted)
        {
            Clock.Advance(TimeSpan.FromMilliseconds(250));
            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, TestContext.Current.CancellationToken);
        }

        return await task;
    }

    /// <summary>A request of a caller whose token was really validated; of nobody where there is no subject.</summary>
    public async Task<MeshContext> RequestAsync(string? subject)
    {
        CallerIdentity? caller = null;
        if (subject is not null)
        {
            var issuer = new IssuerOptions { Issuer = Cloud.Issuer(CloudIssuer.Oidc), CaFile = Cloud.CaFile };
            issuer.Audiences.Add("api://orders");
            var options = new TokensOptions();
            options.Issuers["main"] = issuer;
            var result = await TokenValidator.Create(options, Clock).ValidateAsync(
                Cloud.Mint(new TokenSpec { Subject = subject }), TestContext.Current.CancellationToken);
            caller = new CallerIdentity(result.Token!);
        }

        return new("f", new HopTrust.Unproven(UnprovenReason.ProofMissing), null, caller, new TraceLineage("0af7651916cd43dd8448eb211c80319c", 0, "r"));
    }

    public async ValueTask DisposeAsync()
    {
        Credentials.Dispose();
        _recorded.Dispose();
        await Cloud.DisposeAsync();
    }

    private static CloudConfig Config() => new()
    {
        AdminKey = "admin",
        TenantId = new Guid("11111111-2222-4333-8444-555555555555"),
        Sts = new StsConfig
        {
            Roles = new Dictionary<string, RoleConfig>(StringComparer.Ordinal)
            {
                ["orders"] = new() { Audiences = [Audience], Subjects = [Workload] },
                ["reader"] = new() { Audiences = [Audience], Subjects = [Workload] },
            },
        },
    };
}
