namespace LocalCloud.Events;

/// <summary>In which form events are delivered.</summary>
public enum EventSchema
{
    /// <summary>Event Grid's own: a JSON array, validated by a <c>SubscriptionValidationEvent</c>.</summary>
    EventGrid,

    /// <summary>CloudEvents 1.0 in the structured JSON form, validated by <c>OPTIONS</c>.</summary>
    CloudEvents,
}
