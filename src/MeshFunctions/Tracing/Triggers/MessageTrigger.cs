using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace MeshFunctions.Tracing.Triggers;

/// <summary>
/// A trigger whose messages carry trace context in the binding data. That data is nobody's word: the host lets the properties of a JSON body overwrite it,
/// so that nothing but trace context is ever read there.
/// </summary>
internal abstract class MessageTrigger
{
    /// <summary>The binding's type, such as <c>serviceBusTrigger</c>.</summary>
    public abstract string Type { get; }

    /// <summary>What the messages brought; null where there is nothing that could hold a context.</summary>
    public abstract MessageTrace? Read(IReadOnlyDictionary<string, object?> data);

    /// <summary>Reads the properties that <paramref name="reader"/> stands on, up to their last token: by default a map of names to values.</summary>
    public virtual void ReadMessage(ref Utf8JsonReader reader, MessageFields fields)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            fields.Refuse();
            reader.Skip();
            return;
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var slot = MessageFields.SlotOf(ref reader);
            reader.Read();
            if (slot >= 0)
            {
                fields.SetOnce(slot, reader.TokenType == JsonTokenType.String ? reader.GetString() : null);
            }

            reader.Skip();
        }
    }

    /// <summary>Finds a value under the first of several names.</summary>
    protected static bool TryFind(IReadOnlyDictionary<string, object?> data, ReadOnlySpan<string> names, [NotNullWhen(true)] out object? value)
    {
        foreach (var name in names)
        {
            if (data.TryGetValue(name, out value) && value is not null)
            {
                return true;
            }
        }

        value = null;
        return false;
    }

    /// <summary>Reads the properties of a single message.</summary>
    protected MessageTrace ReadSingle(object value)
    {
        var trace = new MessageTrace(isBatch: false);
        var fields = new MessageFields();
        if (MessageJson.TryReadOne(value, this, fields))
        {
            trace.Add(fields);
        }
        else
        {
            trace.Refused = true;
        }

        return trace;
    }

    /// <summary>Reads the properties of a batch.</summary>
    /// <param name="value">One element a message.</param>
    /// <param name="aligned">Another value of the batch that has one element a message, so that a missing one is seen; null where there is none.</param>
    protected MessageTrace ReadBatch(object value, object? aligned)
    {
        var trace = new MessageTrace(isBatch: true);
        if (!MessageJson.TryReadMany(value, this, trace))
        {
            trace = new MessageTrace(isBatch: true) { Refused = true };
        }

        if (aligned is not null && MessageJson.TryCount(aligned, out var messages) && messages != trace.Messages)
        {
            trace.Misaligned = true;
            trace.Messages = Math.Max(messages, trace.Messages);
        }

        return trace;
    }
}
