namespace MeshFunctions.Tracing.Triggers;

/// <summary>Event Hubs: the properties that the sender set; those of the broker (<c>SystemProperties</c>) hold no context.</summary>
internal sealed class EventHubTrigger : MessageTrigger
{
    public override string Type => "eventHubTrigger";

    public override MessageTrace? Read(IReadOnlyDictionary<string, object?> data)
    {
        if (TryFind(data, ["Properties"], out var properties))
        {
            return ReadSingle(properties);
        }

        return TryFind(data, ["PropertiesArray"], out var all) ? ReadBatch(all, data.GetValueOrDefault("SequenceNumberArray")) : null;
    }
}
