using System.Net;
using LocalCloud.Configuration;
using LocalCloud.Events;

namespace LocalCloud.Admin;

/// <summary>Body of <c>POST /admin/subscriptions</c>.</summary>
internal sealed class SubscriptionRequest
{
    public required string Endpoint { get; init; }

    /// <summary><c>eventGrid</c> or <c>cloudEvents</c>.</summary>
    public string Schema { get; init; } = "eventGrid";

    public string? Audience { get; init; }

    public IReadOnlyDictionary<string, SecretText> Headers { get; init; } = new Dictionary<string, SecretText>(StringComparer.Ordinal);

    /// <returns>Null if it makes no sense.</returns>
    public EventSubscription? ToSubscription()
    {
        EventSchema? schema = Schema switch { "eventGrid" => EventSchema.EventGrid, "cloudEvents" => EventSchema.CloudEvents, _ => null };
        return schema is not null && Uri.TryCreate(Endpoint, UriKind.Absolute, out var endpoint) && IsPermitted(endpoint)
            ? new EventSubscription { Endpoint = endpoint, Schema = schema.Value, Audience = Audience, Headers = Headers }
            : null;
    }

    private static bool IsPermitted(Uri endpoint) =>
        string.Equals(endpoint.Scheme, Uri.UriSchemeHttps, StringComparison.Ordinal) ||
        (string.Equals(endpoint.Scheme, Uri.UriSchemeHttp, StringComparison.Ordinal) &&
            IPAddress.TryParse(endpoint.Host.Trim('[', ']'), out var host) && IPAddress.IsLoopback(host));
}
