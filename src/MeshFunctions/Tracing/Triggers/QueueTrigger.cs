namespace MeshFunctions.Tracing.Triggers;

/// <summary>Storage queues carry no properties. A body that is a CloudEvent in structured mode, as Event Grid delivers it to queues, is the one exception.</summary>
internal sealed class QueueTrigger : MessageTrigger
{
    public override string Type => "queueTrigger";

    public override MessageTrace? Read(IReadOnlyDictionary<string, object?> data) =>
        data.TryGetValue("specversion", out var version) && version is "1.0" && TryFind(data, ["traceparent"], out var parent)
            ? CloudEvent.Read(parent, data)
            : null;
}
