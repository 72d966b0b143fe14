using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Harness.Stack;

namespace Harness.Cloud;

/// <summary>The local cloud as its users see it: tokens for people, and what its administrator may do.</summary>
internal sealed class CloudClient(MeshStack stack) : IDisposable
{
    private readonly HttpClient _http = MeshClient.Tls(stack.Cloud, stack.Pki.SiteCa);

    public IssuedTokens Issued { get; } = new();

    /// <summary>A token of the user who may place orders.</summary>
    public Task<string> WriterAsync(CancellationToken cancellationToken) =>
        UserAsync(MeshNames.Writer, stack.Secrets.WriterPassword, cancellationToken);

    /// <summary>A token of the user who has no role.</summary>
    public Task<string> UserAsync(CancellationToken cancellationToken) => UserAsync(MeshNames.User, stack.Secrets.UserPassword, cancellationToken);

    /// <summary>A client's token by its secret, for the audience of Orders, without a role.</summary>
    public Task<string> ClientAsync(CancellationToken cancellationToken) => GrantAsync(
        [
            new("grant_type", "client_credentials"),
            new("client_id", MeshNames.Client),
            new("client_secret", stack.Secrets.ClientSecret),
            new("resource", MeshNames.OrdersAudience),
        ],
        cancellationToken);

    /// <summary>A token for the app without a sidecar.</summary>
    public Task<string> AccountAsync(CancellationToken cancellationToken) => MintAsync(
        new JsonObject { ["issuer"] = "oidc", ["subject"] = MeshNames.User, ["audience"] = MeshNames.AccountAudience }, cancellationToken);

    /// <summary>Any token, good or bad, as the cloud's administrator can have it made.</summary>
    public async Task<string> MintAsync(JsonObject wish, CancellationToken cancellationToken)
    {
        using HttpRequestMessage request = Admin("/admin/tokens");
        request.Content = JsonContent.Create(wish);
        return await ReadTokenAsync(request, cancellationToken);
    }

    /// <summary>New signing keys for both issuers: published at once, signing after the given time.</summary>
    public async Task RotateKeysAsync(TimeSpan ahead, CancellationToken cancellationToken)
    {
        using HttpRequestMessage request = Admin(string.Create(CultureInfo.InvariantCulture, $"/admin/keys/rotate?aheadSeconds={ahead.TotalSeconds:0}"));
        using HttpResponseMessage response = await _http.SendAsync(request, cancellationToken);
        response.EnsureSuccessStatusCode();
    }

    /// <summary>A new version of a secret, which is the newest then.</summary>
    public async Task AddSecretAsync(string name, string value, CancellationToken cancellationToken)
    {
        using HttpRequestMessage request = Admin($"/admin/secrets/{name}");
        request.Content = JsonContent.Create(new JsonObject { ["value"] = value });
        using HttpResponseMessage response = await _http.SendAsync(request, cancellationToken);
        response.EnsureSuccessStatusCode();
    }

    public void Dispose() => _http.Dispose();

    private Task<string> UserAsync(string name, string password, CancellationToken cancellationToken) =>
        GrantAsync([new("grant_type", "password"), new("username", name), new("password", password)], cancellationToken);

    private async Task<string> GrantAsync(IEnumerable<KeyValuePair<string, string>> form, CancellationToken cancellationToken)
    {
        using HttpRequestMessage request = new(HttpMethod.Post, new Uri("/oidc/token", UriKind.Relative)) { Content = new FormUrlEncodedContent(form) };
        return await ReadTokenAsync(request, cancellationToken);
    }

    private HttpRequestMessage Admin(string path) =>
        new(HttpMethod.Post, new Uri(path, UriKind.Relative)) { Headers = { { "X-Cloud-Admin", stack.Secrets.AdminKey } } };

    private async Task<string> ReadTokenAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        using HttpResponseMessage response = await _http.SendAsync(request, cancellationToken);
        string body = await response.Content.ReadAsStringAsync(cancellationToken);
        if (!response.IsSuccessStatusCode)
        {
            throw new InvalidOperationException($"The local cloud answered {(int)response.StatusCode} instead of a token: {body}");
        }

        using JsonDocument answer = JsonDocument.Parse(body);
        string token = answer.RootElement.GetProperty("access_token").GetString()!;
        Issued.Add(token);
        return token;
    }
}
