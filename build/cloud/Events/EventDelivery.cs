namespace LocalCloud.Events;

/// <summary>How the delivery of an event ended.</summary>
/// <param name="EventId">The event's id.</param>
/// <param name="EventType">For example <c>Microsoft.KeyVault.SecretNewVersionCreated</c>.</param>
/// <param name="Secret">The secret's name.</param>
/// <param name="Endpoint">The subscriber.</param>
/// <param name="Status">The last answer's status; 0 if there was none.</param>
/// <param name="Attempts">How often it was tried.</param>
public sealed record EventDelivery(string EventId, string EventType, string Secret, Uri Endpoint, int Status, int Attempts);
