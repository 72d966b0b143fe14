namespace MeshFunctions.Tracing.Triggers;

/// <summary>
/// Event Grid: one CloudEvent's attributes are keys of the binding data by themselves (CloudEvents Distributed Tracing extension). Events of the older
/// Event Grid schema have none.
/// </summary>
internal sealed class EventGridTrigger : MessageTrigger
{
    public override string Type => "eventGridTrigger";

    public override MessageTrace? Read(IReadOnlyDictionary<string, object?> data)
    {
        if (TryFind(data, ["traceparent"], out var parent))
        {
            return CloudEvent.Read(parent, data);
        }

        // A single event has an id; what its data holds is its own affair.
        return !data.ContainsKey("id") && TryFind(data, ["data"], out var events) && IsArray(events) ? ReadBatch(events, aligned: null) : null;
    }

    private static bool IsArray(object value) => value is not string text || text.AsSpan().TrimStart().StartsWith("[");
}
