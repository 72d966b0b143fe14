namespace MeshFunctions.Tracing.Triggers;

/// <summary>Service Bus: the application properties; extensions before 5 know them as user properties only, later ones under both names.</summary>
internal sealed class ServiceBusTrigger : MessageTrigger
{
    public override string Type => "serviceBusTrigger";

    public override MessageTrace? Read(IReadOnlyDictionary<string, object?> data)
    {
        if (TryFind(data, ["ApplicationProperties", "UserProperties"], out var properties))
        {
            return ReadSingle(properties);
        }

        return TryFind(data, ["ApplicationPropertiesArray", "UserPropertiesArray"], out var all)
            ? ReadBatch(all, data.GetValueOrDefault("SequenceNumberArray") ?? data.GetValueOrDefault("MessageIdArray"))
            : null;
    }
}
