using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Azure.Identity;
using Microsoft.Extensions.DependencyInjection;

namespace Orders;

/// <summary>Calls to other services: every way in which one can fail becomes a result.</summary>
internal static class Downstream
{
    private const int MaxAnswer = 64 * 1024;

    /// <summary>Adds a client for the service at <paramref name="url"/>.</summary>
    /// <exception cref="InvalidOperationException">That is no https address.</exception>
    public static IHttpClientBuilder AddDownstream<TClient>(this IServiceCollection services, string name, string? url)
        where TClient : class
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out Uri? address) || !string.Equals(address.Scheme, Uri.UriSchemeHttps, StringComparison.Ordinal))
        {
            throw new InvalidOperationException($"{name.ToUpperInvariant()}_URL: is no https address; permitted: such as https://{name}.mesh.local:9442.");
        }

        return services.AddHttpClient<TClient>(name, client =>
        {
            client.BaseAddress = address;
            client.Timeout = TimeSpan.FromSeconds(10);
            client.MaxResponseContentBufferSize = MaxAnswer;

            // A sidecar that reloads closes its idle connections. What was sent on one is sent again while no content has left, which this makes wait for "100 Continue".
            client.DefaultRequestHeaders.ExpectContinue = true;
        });
    }

    /// <summary>Sends the request and reads its answer. Only the cancellation of <paramref name="cancellationToken"/> is thrown.</summary>
    public static async Task<DownstreamResult<T>> CallAsync<T>(this HttpClient client, HttpRequestMessage request, CancellationToken cancellationToken)
        where T : class
    {
        try
        {
            using HttpResponseMessage response = await client.SendAsync(request, cancellationToken);
            if (!response.IsSuccessStatusCode)
            {
                return new DownstreamResult<T>(null, FaultOf(response.StatusCode), response.StatusCode.ToString());
            }

            T? value = await response.Content.ReadFromJsonAsync<T>(JsonSerializerOptions.Web, cancellationToken);
            return value is null
                ? new DownstreamResult<T>(null, DownstreamFault.Refused, "empty answer")
                : new DownstreamResult<T>(value, DownstreamFault.None, "answered");
        }
        catch (JsonException)
        {
            return new DownstreamResult<T>(null, DownstreamFault.Refused, nameof(JsonException));
        }
        catch (Exception failure) when (IsOutage(failure, cancellationToken))
        {
            return new DownstreamResult<T>(null, DownstreamFault.Unavailable, failure.GetType().Name);
        }
    }

    private static DownstreamFault FaultOf(HttpStatusCode status) => status switch
    {
        HttpStatusCode.NotFound => DownstreamFault.NotFound,
        HttpStatusCode.Conflict => DownstreamFault.Conflict,
        HttpStatusCode.BadGateway or HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout or HttpStatusCode.TooManyRequests =>
            DownstreamFault.Unavailable,
        _ => DownstreamFault.Refused,
    };

    // No connection, no proof of the other side's identity, no token of our own, or no answer in time.
    private static bool IsOutage(Exception failure, CancellationToken cancellationToken) =>
        failure is HttpRequestException or AuthenticationFailedException or IOException
        || (failure is OperationCanceledException && !cancellationToken.IsCancellationRequested);
}
