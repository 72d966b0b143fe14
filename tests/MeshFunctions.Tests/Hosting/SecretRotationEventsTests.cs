using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using LocalCloud.Events;
using LocalCloud.Hosting;
using LocalCloud.Tokens;
using MeshFunctions.Credentials;
using MeshFunctions.Hosting;
using MeshFunctions.Tests.Credentials;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace MeshFunctions.Tests.Hosting;

/// <summary>Local cloud, Event Grid's delivery, function, lease: all of it over HTTP.</summary>
public sealed class SecretRotationEventsTests : IAsyncLifetime
{
    private const string EventGrid = "4962773b-9cdb-44cf-a8bf-237846a00ab7";
    private const string Versions = "GET /secrets/db/versions";
    private readonly MeshAppFixture _fixture = new();
    private MeshApp _app = null!;

    private LocalCloudHost Cloud => _fixture.Cloud;

    private SecretLeases Leases => _app.Services.GetRequiredService<SecretLeases>();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await _fixture.InitializeAsync();
        Cloud.Secrets.Add("db", "first");
        _app = await _fixture.StartAppAsync(new Dictionary<string, string?>(MeshApp.Settings(Cloud), StringComparer.Ordinal) { ["MeshFunctions:Vault:Topic"] = Cloud.VaultId });
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        await _fixture.DisposeAsync();
    }

    [Theory]
    [InlineData(EventSchema.EventGrid)]
    [InlineData(EventSchema.CloudEvents)]
    public async Task Rotation_in_the_cloud_is_in_the_lease_by_its_event(EventSchema schema)
    {
        (await Leases.GetAsync("db", Cancel)).Current.Reveal().ShouldBe("first");
        (await Cloud.SubscribeAsync(new EventSubscription { Endpoint = Address("secret-events"), Schema = schema, Audience = "api://orders" }, Cancel)).ShouldBeNull();

        Cloud.Secrets.Add("db", "second");

        await Eventually.IsTrueAsync(async () => (await Leases.GetAsync("db", Cancel)).Current.Reveal() is "second");
        (await Leases.GetAsync("db", Cancel)).Previous!.Reveal().ShouldBe("first");
        await Eventually.IsTrueAsync(() => Cloud.Deliveries.Count > 0);
        Cloud.Deliveries[0].Status.ShouldBe(200);
    }

    [Fact]
    public async Task Subscription_without_a_token_is_not_agreed_to()
    {
        foreach (var schema in Enum.GetValues<EventSchema>())
        {
            (await Cloud.SubscribeAsync(new EventSubscription { Endpoint = Address("secret-events"), Schema = schema }, Cancel)).ShouldNotBeNull();
            (await Cloud.SubscribeAsync(new EventSubscription { Endpoint = Address("open-secret-events"), Schema = schema }, Cancel)).ShouldNotBeNull();
        }
    }

    [Theory]
    [InlineData("secret-events", null, 401)]
    [InlineData("open-secret-events", null, 401)]
    [InlineData("secret-events", "somebody", 403)]
    [InlineData("secret-events", EventGrid, 200)]
    public async Task Forged_delivery_asks_the_vault_for_nothing(string path, string? sender, int status)
    {
        await Leases.GetAsync("db", Cancel);
        var before = Cloud.Requests[Versions];

        using var answer = await PostAsync(path, Event(), sender);

        ((int)answer.StatusCode).ShouldBe(status);
        Cloud.Requests[Versions].ShouldBe(status == 200 ? before + 1 : before);
    }

    [Fact]
    public async Task Delivery_for_a_secret_that_is_not_leased_or_another_vault_asks_for_nothing()
    {
        using var unknown = await PostAsync("secret-events", Event("nobody-uses-it"), EventGrid);
        unknown.StatusCode.ShouldBe(HttpStatusCode.OK);
        using var foreign = await PostAsync("secret-events", Event(vault: "other"), EventGrid);
        foreign.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        Cloud.Requests["GET /secrets/nobody-uses-it/versions"].ShouldBe(0);
        Cloud.Requests[Versions].ShouldBe(0);
        Cloud.Requests.ToDictionary().Keys.ShouldNotContain(static path => path.Contains("never-asked", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("{\"specversion\":\"1.0\"}")]
    public async Task Malformed_delivery_is_a_problem_400(string body)
    {
        using var answer = await PostAsync("secret-events", body, EventGrid);
        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
    }

    [Fact]
    public async Task Delivery_that_is_too_large_or_by_another_method_is_a_problem()
    {
        using var large = await PostAsync("secret-events", new string(' ', 300_000), EventGrid);
        large.StatusCode.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
        using var put = await SendAsync(HttpMethod.Put, "secret-events", Event(), EventGrid);
        put.StatusCode.ShouldBe(HttpStatusCode.MethodNotAllowed);
    }

    [Theory]
    [InlineData("eventgrid.azure.net", 200)]
    [InlineData("evil.example", 403)]
    [InlineData(null, 403)]
    public async Task Origin_is_Event_Grids_or_not_allowed(string? origin, int status)
    {
        using var answer = await SendAsync(HttpMethod.Options, "secret-events", null, EventGrid, origin);
        ((int)answer.StatusCode).ShouldBe(status);
        answer.Headers.Contains("WebHook-Allowed-Origin").ShouldBe(status == 200);
    }

    [Fact]
    public async Task Vault_that_is_down_has_the_event_delivered_again()
    {
        await Leases.GetAsync("db", Cancel);
        Cloud.Faults.Set("GET /secrets/*", FaultMode.Throttled, TimeSpan.FromHours(1));
        using var answer = await PostAsync("secret-events", Event(), EventGrid);
        answer.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        answer.Headers.RetryAfter.ShouldNotBeNull();
        (await Leases.GetAsync("db", Cancel)).Current.Reveal().ShouldBe("first", "the lease serves on");
    }

    [Theory]
    [InlineData("wanda", "[]", 400, "application/problem+json")]
    [InlineData(null, "[]", 401, "application/problem+json")]
    [InlineData("wanda", null, 200, "application/json")]
    public async Task Integration_mode_answers_the_same(string? caller, string? body, int status, string mediaType)
    {
        await using var aws = await Aws.AwsScene.StartAsync();
        var http = new DefaultHttpContext();
        using var answer = new MemoryStream();
        http.Response.Body = answer;
        http.Request.Method = "POST";
        var handshake = $$$"""[{"id":"1","topic":"{{{Cloud.VaultId}}}","eventType":"Microsoft.EventGrid.SubscriptionValidationEvent","data":{"validationCode":"c-1"}}]""";
        http.Request.Body = new MemoryStream(Encoding.UTF8.GetBytes(body ?? handshake));

        await _app.Services.GetRequiredService<SecretRotationEvents>().HandleAsync(http.Request, await aws.RequestAsync(caller), Cancel);

        (http.Response.StatusCode, http.Response.ContentType).ShouldBe((status, mediaType));
        Encoding.UTF8.GetString(answer.ToArray()).ShouldContain(status == 200 ? """{"validationResponse":"c-1"}""" : "urn:meshfunctions:problem:");
    }

    private Uri Address(string path) => new(_app.Client.BaseAddress!, path);

    private string Event(string secret = "db", string vault = "local") => JsonSerializer.Serialize(new[]
    {
        new
        {
            id = "1",
            topic = Cloud.VaultId,
            eventType = "Microsoft.KeyVault.SecretNewVersionCreated",
            data = new { Id = $"{Cloud.Url}never-asked", VaultName = vault, ObjectType = "Secret", ObjectName = secret },
        },
    });

    private Task<HttpResponseMessage> PostAsync(string path, string body, string? sender) => SendAsync(HttpMethod.Post, path, body, sender);

    private async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, string? body, string? sender, string? origin = null)
    {
        using var request = new HttpRequestMessage(method, path);
        request.Content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json");
        if (sender is not null)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue(
                "Bearer", Cloud.Mint(new TokenSpec { Issuer = CloudIssuer.Entra, Subject = sender, ClientId = sender, Audience = "api://orders" }));
        }

        if (origin is not null)
        {
            request.Headers.TryAddWithoutValidation("WebHook-Request-Origin", origin);
        }

        return await _app.Client.SendAsync(request, Cancel);
    }
}
