using System.Net.Http.Headers;
using System.Text.Json;
using LocalCloud.Hosting;
using LocalCloud.Tokens;

namespace Cloud.Tests;

/// <summary>A running cloud of one test, with an HTTP client that trusts it.</summary>
internal sealed class CloudFixture : IAsyncDisposable
{
    private CloudFixture(LocalCloudHost host)
    {
        Host = host;
        Http = new HttpClient(host.CreateHandler()) { BaseAddress = host.Url };
    }

    public LocalCloudHost Host { get; }

    public HttpClient Http { get; }

    public static async Task<CloudFixture> StartAsync(TimeProvider? timeProvider = null, int keySetsAheadSeconds = 0) =>
        new(await LocalCloudHost.StartAsync(CloudBuilder.Config(keySetsAheadSeconds: keySetsAheadSeconds), timeProvider, TestContext.Current.CancellationToken));

    /// <summary>A vault token of the identity "orders".</summary>
    public string VaultToken() => Host.Mint(new TokenSpec { Issuer = CloudIssuer.Entra, Audience = "https://vault.azure.net" });

    public async Task<CloudAnswer> SendAsync(HttpMethod method, string path, HttpContent? content = null, string? bearer = null, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, new Uri(path, UriKind.Relative)) { Content = content };
        if (bearer is not null)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", bearer);
        }

        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        using var response = await Http.SendAsync(request, TestContext.Current.CancellationToken);
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        return new CloudAnswer(
            response.StatusCode,
            response.Headers.WwwAuthenticate.ToString(),
            response.Headers.CacheControl?.ToString(),
            text,
            text.StartsWith('{') ? JsonElement.Parse(text) : default);
    }

    public Task<CloudAnswer> GetAsync(string path, string? bearer = null, params (string Name, string Value)[] headers) =>
        SendAsync(HttpMethod.Get, path, content: null, bearer, headers);

    public async Task<CloudAnswer> PostFormAsync(string path, params (string Name, string Value)[] fields)
    {
        using var form = new FormUrlEncodedContent(fields.Select(static field => KeyValuePair.Create(field.Name, field.Value)));
        return await SendAsync(HttpMethod.Post, path, form);
    }

    public async Task<CloudAnswer> AdminAsync(HttpMethod method, string path, string? json = null, string? key = CloudBuilder.AdminKey)
    {
        using var content = json is null ? null : new StringContent(json, new MediaTypeHeaderValue("application/json"));
        return key is null ? await SendAsync(method, path, content) : await SendAsync(method, path, content, null, ("X-Cloud-Admin", key));
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await Host.DisposeAsync();
    }
}
