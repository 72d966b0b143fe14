using System.Text;

namespace Harness.Requests;

/// <summary>The requests that the checks send.</summary>
internal static class Ask
{
    private static readonly Uri Orders = new("/api/orders", UriKind.Relative);
    private static readonly Uri WhoAmIPath = new("/api/whoami", UriKind.Relative);

    /// <summary>Places an order.</summary>
    public static async Task<Answer> OrderAsync(HttpClient client, string? token, CancellationToken cancellationToken)
    {
        using HttpRequestMessage request = new(HttpMethod.Post, Orders)
        {
            Content = new StringContent("""{"sku":"tea-green-100","quantity":1}""", Encoding.UTF8, "application/json"),
        };
        return await SendAsync(client, request, Bearer(token), cancellationToken);
    }

    /// <summary>Asks the app behind <paramref name="client"/> how it sees the request.</summary>
    public static async Task<WhoAmI> WhoAmIAsync(
        HttpClient client,
        IEnumerable<KeyValuePair<string, string>> headers,
        CancellationToken cancellationToken) =>
        WhoAmI.Parse(await GetAsync(client, WhoAmIPath, headers, cancellationToken));

    public static async Task<Answer> GetAsync(
        HttpClient client,
        Uri path,
        IEnumerable<KeyValuePair<string, string>> headers,
        CancellationToken cancellationToken)
    {
        using HttpRequestMessage request = new(HttpMethod.Get, path);
        return await SendAsync(client, request, headers, cancellationToken);
    }

    /// <summary>The header that shows a token; none without one.</summary>
    public static IEnumerable<KeyValuePair<string, string>> Bearer(string? token) => token is null ? [] : [new("Authorization", $"Bearer {token}")];

    /// <exception cref="InvalidOperationException">A header cannot be sent, so that the request would show nothing.</exception>
    public static async Task<Answer> SendAsync(
        HttpClient client,
        HttpRequestMessage request,
        IEnumerable<KeyValuePair<string, string>> headers,
        CancellationToken cancellationToken)
    {
        request.Version = client.DefaultRequestVersion;
        request.VersionPolicy = client.DefaultVersionPolicy;
        foreach ((string name, string value) in headers)
        {
            if (!request.Headers.TryAddWithoutValidation(name, value))
            {
                throw new InvalidOperationException($"The header {name} cannot be sent");
            }
        }

        using HttpResponseMessage response = await client.SendAsync(request, cancellationToken);
        return await Answer.ReadAsync(response, cancellationToken);
    }
}
