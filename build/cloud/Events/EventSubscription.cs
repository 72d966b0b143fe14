using LocalCloud.Configuration;

namespace LocalCloud.Events;

/// <summary>Where events about the vault's secrets go.</summary>
public sealed class EventSubscription
{
    /// <summary>The subscriber: https, or http on a loopback address. The cloud trusts its own CA, else what its process trusts.</summary>
    public required Uri Endpoint { get; init; }

    /// <summary>The form of the events; default Event Grid's own.</summary>
    public EventSchema Schema { get; init; }

    /// <summary>The <c>aud</c> of the Entra token that goes with every delivery; default: none goes.</summary>
    public string? Audience { get; init; }

    /// <summary>Other headers of every delivery. Default: none.</summary>
    public IReadOnlyDictionary<string, SecretText> Headers { get; init; } = new Dictionary<string, SecretText>(StringComparer.Ordinal);
}
