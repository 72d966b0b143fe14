using System.Text;
using System.Text.Json;

namespace MeshFunctions.Tracing.Triggers;

/// <summary>Kafka: the record's headers, an array of <c>{"Key":"traceparent","Value":"base64"}</c>. Producers append, so the last header of a name counts.</summary>
internal sealed class KafkaTrigger : MessageTrigger
{
    public override string Type => "kafkaTrigger";

    public override MessageTrace? Read(IReadOnlyDictionary<string, object?> data)
    {
        if (TryFind(data, ["Headers"], out var headers))
        {
            return ReadSingle(headers);
        }

        return TryFind(data, ["HeadersArray"], out var all) ? ReadBatch(all, data.GetValueOrDefault("OffsetArray")) : null;
    }

    public override void ReadMessage(ref Utf8JsonReader reader, MessageFields fields)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            fields.Refuse();
            reader.Skip();
            return;
        }

        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType == JsonTokenType.StartObject)
            {
                ReadHeader(ref reader, fields);
            }
            else
            {
                reader.Skip();
            }
        }
    }

    private static void ReadHeader(ref Utf8JsonReader reader, MessageFields fields)
    {
        var (slot, keys, values) = (-1, 0, 0);
        string? value = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isKey = reader.ValueTextEquals("Key"u8) || reader.ValueTextEquals("key"u8);
            var isValue = reader.ValueTextEquals("Value"u8) || reader.ValueTextEquals("value"u8);
            reader.Read();
            if (isKey)
            {
                keys++;
                slot = reader.TokenType == JsonTokenType.String ? MessageFields.SlotOf(ref reader) : -1;
            }
            else if (isValue)
            {
                values++;
                value = reader.TokenType == JsonTokenType.String && reader.TryGetBytesFromBase64(out var bytes) ? Encoding.UTF8.GetString(bytes) : null;
            }

            reader.Skip();
        }

        if (keys > 1 || values > 1)
        {
            fields.Refuse();
        }
        else if (slot >= 0)
        {
            fields.Set(slot, value);
        }
    }
}
