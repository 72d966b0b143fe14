using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace MeshFunctions.Tests.Tracing.Triggers;

/// <summary>One of the literal shapes in which the host hands a trigger's properties to the worker.</summary>
[StructLayout(LayoutKind.Auto)]
public readonly record struct MessageShape(string Trigger, string Key, string Form)
{
    /// <summary>Shapes of one message.</summary>
    public static IEnumerable<MessageShape> Singles =>
    [
        new("serviceBusTrigger", "ApplicationProperties", "text"), new("serviceBusTrigger", "UserProperties", "text"), new("serviceBusTrigger", "ApplicationProperties", "bytes"),
        new("serviceBusTrigger", "applicationproperties", "text"), new("eventHubTrigger", "Properties", "text"), new("eventHubTrigger", "Properties", "bytes"),
        new("kafkaTrigger", "Headers", "text"), new("kafkaTrigger", "Headers", "bytes"), new("eventGridTrigger", "", "attributes"), new("queueTrigger", "", "attributes"),
    ];

    /// <summary>Shapes of a batch.</summary>
    public static IEnumerable<MessageShape> Batches =>
    [
        new("serviceBusTrigger", "ApplicationPropertiesArray", "text"), new("serviceBusTrigger", "UserPropertiesArray", "text"),
        new("serviceBusTrigger", "ApplicationPropertiesArray", "strings"), new("serviceBusTrigger", "ApplicationPropertiesArray", "memories"),
        new("eventHubTrigger", "PropertiesArray", "text"), new("eventHubTrigger", "PropertiesArray", "strings"), new("eventHubTrigger", "PropertiesArray", "texts"),
        new("kafkaTrigger", "HeadersArray", "text"), new("kafkaTrigger", "HeadersArray", "strings"), new("eventGridTrigger", "data", "text"),
    ];

    private bool IsKafka => Trigger is "kafkaTrigger";

    /// <summary>The binding data of one message with these properties, some of which are no text (JSON, then).</summary>
    internal Dictionary<string, object?> Single(params (string Name, object Value)[] properties)
    {
        var data = Others();
        if (Form is "attributes")
        {
            data["specversion"] = "1.0";
            foreach (var (name, value) in properties)
            {
                data[name] = value is string text ? text : JsonSerializer.Serialize(value);
            }

            return data;
        }

        var json = Json(properties);
        data[Key] = Form is "bytes" ? (ReadOnlyMemory<byte>)Encoding.UTF8.GetBytes(json) : json;
        return data;
    }

    /// <summary>The binding data of a batch, one element a message; null for a message without properties.</summary>
    internal Dictionary<string, object?> Batch(params string?[] parents) => BatchOf(Array.ConvertAll(parents, ElementOf));

    /// <summary>The binding data of a batch of such JSON texts.</summary>
    internal Dictionary<string, object?> BatchOf(IReadOnlyList<string> elements)
    {
        var numbers = elements.Select(static (_, index) => (long)index).ToArray();
        return new Dictionary<string, object?>(StringComparer.OrdinalIgnoreCase)
        {
            ["SequenceNumberArray"] = IsKafka ? null : numbers,
            ["OffsetArray"] = IsKafka ? JsonSerializer.Serialize(numbers) : null,
            [Key] = Form switch
            {
                "strings" => elements,
                "texts" => JsonSerializer.Serialize(elements),
                "memories" => elements.Select(static json => (ReadOnlyMemory<byte>)Encoding.UTF8.GetBytes(json)).ToArray(),
                _ => $"[{string.Join(',', elements)}]",
            },
        };
    }

    internal string ElementOf(string? parent) => parent is null ? (IsKafka ? "[]" : "{}") : Json([("traceparent", parent)]);

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Trigger} {Key} {Form}");

    private static Dictionary<string, object?> Others() => new(StringComparer.OrdinalIgnoreCase)
    {
        ["MessageId"] = "m-1",
        ["CorrelationId"] = "00-99999999999999999999999999999999-9999999999999999-01",
        ["DeliveryCount"] = "1",
        ["EnqueuedTimeUtc"] = "\"2026-11-21T07:36:59Z\"",
        ["SystemProperties"] = "{\"x-opt-offset\":\"1\"}",
    };

    private string Json((string Name, object Value)[] properties) => IsKafka
        ? JsonSerializer.Serialize(properties.Select(static property => new
        {
            Key = property.Name,
            Value = property.Value is string text ? Convert.ToBase64String(Encoding.UTF8.GetBytes(text)) : property.Value,
        }))
        : $"{{{string.Join(',', properties.Select(static property => $"{JsonSerializer.Serialize(property.Name)}:{JsonSerializer.Serialize(property.Value)}"))}}}";
}
