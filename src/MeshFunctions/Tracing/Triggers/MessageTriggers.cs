using System.Collections.Frozen;

namespace MeshFunctions.Tracing.Triggers;

/// <summary>The triggers whose messages carry trace context, by binding type.</summary>
internal static class MessageTriggers
{
    private static readonly FrozenDictionary<string, MessageTrigger> ByType =
        new MessageTrigger[] { new ServiceBusTrigger(), new EventHubTrigger(), new KafkaTrigger(), new EventGridTrigger(), new QueueTrigger() }
            .ToFrozenDictionary(static trigger => trigger.Type, StringComparer.OrdinalIgnoreCase);

    public static MessageTrigger? Find(string bindingType) => ByType.GetValueOrDefault(bindingType);
}
