using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using LocalCloud.Hosting;
using LocalCloud.Tokens;

namespace LocalCloud.Events;

/// <summary>Speaks to subscribers: validates them, and posts events to them.</summary>
internal sealed class EventSender(CloudAddress address, TokenMint mint, HostCertificate certificate, TimeProvider timeProvider) : IDisposable
{
    // What Event Grid is in every tenant.
    private const string EventGridClient = "4962773b-9cdb-44cf-a8bf-237846a00ab7";
    private const string Origin = "eventgrid.azure.net";
    private const int MaximumAnswer = 4096;

    private readonly HttpClient _http = new(certificate.CreateHandler()) { Timeout = TimeSpan.FromSeconds(30), MaxResponseContentBufferSize = MaximumAnswer };

    /// <returns>Null if the subscriber agreed, else what was wrong.</returns>
    public Task<string?> ValidateAsync(EventSubscription subscription, CancellationToken cancellationToken) => subscription.Schema == EventSchema.CloudEvents
        ? AskOriginAsync(subscription, cancellationToken)
        : AskCodeAsync(subscription, cancellationToken);

    /// <returns>The status, or 0 if there was no answer.</returns>
    public async Task<int> PostAsync(EventSubscription subscription, VaultEvent happened, int attempt, CancellationToken cancellationToken)
    {
        using var request = Request(HttpMethod.Post, subscription, "Notification");
        request.Headers.TryAddWithoutValidation("aeg-delivery-count", attempt.ToString(CultureInfo.InvariantCulture));
        request.Content = Content(EventBody.For(subscription.Schema, happened, address), EventBody.ContentType(subscription.Schema));
        try
        {
            using var response = await _http.SendAsync(request, cancellationToken);
            return (int)response.StatusCode;
        }
        catch (Exception fault) when (IsNoAnswer(fault, cancellationToken))
        {
            return 0;
        }
    }

    public void Dispose() => _http.Dispose();

    private async Task<string?> AskCodeAsync(EventSubscription subscription, CancellationToken cancellationToken)
    {
        var code = Id();
        using var request = Request(HttpMethod.Post, subscription, "SubscriptionValidation");
        var url = $"{address.Base}/events/validate?code={code}";
        request.Content = Content(EventBody.Validation(code, url, Id(), timeProvider.GetUtcNow(), address), "application/json");
        try
        {
            using var response = await _http.SendAsync(request, cancellationToken);
            if (!response.IsSuccessStatusCode)
            {
                return string.Create(CultureInfo.InvariantCulture, $"the validation was answered with {(int)response.StatusCode}");
            }

            var answer = JsonElement.Parse(await response.Content.ReadAsByteArrayAsync(cancellationToken));
            return answer.ValueKind == JsonValueKind.Object && answer.TryGetProperty("validationResponse", out var echoed) && echoed.ValueEquals(code)
                ? null
                : "the validation code was not echoed as validationResponse";
        }
        catch (Exception fault) when (fault is JsonException || IsNoAnswer(fault, cancellationToken))
        {
            return "the validation had no answer that could be read";
        }
    }

    private async Task<string?> AskOriginAsync(EventSubscription subscription, CancellationToken cancellationToken)
    {
        using var request = Request(HttpMethod.Options, subscription, eventType: null);
        request.Headers.TryAddWithoutValidation("WebHook-Request-Origin", Origin);
        request.Headers.TryAddWithoutValidation("WebHook-Request-Callback", $"{address.Base}/events/validate?code={Id()}");
        request.Headers.TryAddWithoutValidation("WebHook-Request-Rate", "120");
        try
        {
            using var response = await _http.SendAsync(request, cancellationToken);
            var allowed = response.Headers.TryGetValues("WebHook-Allowed-Origin", out var values) ? values.ToList() : [];
            return response.IsSuccessStatusCode && allowed is ["*" or Origin]
                ? null
                : string.Create(CultureInfo.InvariantCulture, $"OPTIONS was answered with {(int)response.StatusCode}, the origin was not allowed");
        }
        catch (Exception fault) when (IsNoAnswer(fault, cancellationToken))
        {
            return "OPTIONS had no answer";
        }
    }

    private HttpRequestMessage Request(HttpMethod method, EventSubscription subscription, string? eventType)
    {
        var request = new HttpRequestMessage(method, subscription.Endpoint);
        if (eventType is not null)
        {
            request.Headers.TryAddWithoutValidation("aeg-event-type", eventType);
            request.Headers.TryAddWithoutValidation("aeg-subscription-name", "LOCAL-CLOUD");
        }

        foreach (var (name, value) in subscription.Headers)
        {
            request.Headers.TryAddWithoutValidation(name, value.Reveal());
        }

        if (subscription.Audience is { } audience)
        {
            var spec = new TokenSpec { Issuer = CloudIssuer.Entra, Subject = EventGridClient, ClientId = EventGridClient, Audience = audience };
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", mint.Mint(spec).Value);
        }

        return request;
    }

    private static StringContent Content(string body, string mediaType) => new(body, Encoding.UTF8, mediaType);

    private static bool IsNoAnswer(Exception fault, CancellationToken cancellationToken) =>
        fault is HttpRequestException or OperationCanceledException && !cancellationToken.IsCancellationRequested;

    private static string Id() => new Guid(RandomNumberGenerator.GetBytes(16)).ToString("D", CultureInfo.InvariantCulture);
}
