using System.Collections;
using System.Text.Json;

namespace MeshFunctions.Tracing.Triggers;

/// <summary>Reads the shapes in which the host passes on properties: JSON text of a map or of an array of them, as text or bytes, or a collection of such texts.</summary>
internal static class MessageJson
{
    /// <summary>Longest JSON text of one message, in characters or bytes; brokers take no more properties.</summary>
    public const int MaxSingleLength = 64 * 1024;

    /// <summary>Longest JSON text of a batch, in characters or bytes.</summary>
    public const int MaxBatchLength = 4 * 1024 * 1024;

    private static readonly JsonReaderOptions Strict = new() { MaxDepth = 8 };

    private delegate bool Reading<in T>(ref Utf8JsonReader reader, T state);

    /// <summary>Reads one message's properties; never throws.</summary>
    public static bool TryReadOne(object value, MessageTrigger trigger, MessageFields fields) =>
        TryRead(value, MaxSingleLength, (trigger, fields), static (ref reader, state) =>
        {
            state.fields.Clear();
            state.trigger.ReadMessage(ref reader, state.fields);
            return true;
        });

    /// <summary>Reads a batch's properties; never throws. False where the whole is of no use; a bad element by itself only counts.</summary>
    public static bool TryReadMany(object value, MessageTrigger trigger, MessageTrace trace)
    {
        var fields = new MessageFields();
        return value is IEnumerable items and not (string or byte[])
            ? TryReadItems(items, trigger, trace, fields)
            : TryRead(value, MaxBatchLength, (trigger, trace, fields), static (ref reader, state) =>
            {
                if (reader.TokenType != JsonTokenType.StartArray)
                {
                    return false;
                }

                while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
                {
                    state.trace.Messages++;
                    ReadElement(ref reader, state.trigger, state.trace, state.fields);
                }

                return true;
            });
    }

    /// <summary>Counts the elements of a collection or of JSON text of an array; never throws.</summary>
    public static bool TryCount(object value, out int count)
    {
        var counted = new int[1];
        var known = value is IEnumerable items and not (string or byte[])
            ? TryCountItems(items, counted)
            : TryRead(value, MaxBatchLength, counted, static (ref reader, counted) =>
            {
                if (reader.TokenType != JsonTokenType.StartArray)
                {
                    return false;
                }

                for (; reader.Read() && reader.TokenType != JsonTokenType.EndArray; counted[0]++)
                {
                    reader.Skip();
                }

                return true;
            });
        count = counted[0];
        return known;
    }

    private static void ReadElement(ref Utf8JsonReader reader, MessageTrigger trigger, MessageTrace trace, MessageFields fields)
    {
        if (reader.TokenType == JsonTokenType.String)
        {
            Add(reader.GetString(), trigger, trace, fields);
        }
        else if (reader.TokenType != JsonTokenType.Null)
        {
            fields.Clear();
            trigger.ReadMessage(ref reader, fields);
            trace.Add(fields);
        }
    }

    private static bool TryReadItems(IEnumerable items, MessageTrigger trigger, MessageTrace trace, MessageFields fields)
    {
        var left = MaxBatchLength;
        foreach (var item in items)
        {
            trace.Messages++;
            left -= LengthOf(item);
            if (left < 0)
            {
                return false;
            }

            Add(item, trigger, trace, fields);
        }

        return true;
    }

    private static void Add(object? item, MessageTrigger trigger, MessageTrace trace, MessageFields fields)
    {
        if (item is null || (LengthOf(item) == 0 && item is string or byte[] or ReadOnlyMemory<byte>))
        {
            return;
        }

        if (TryReadOne(item, trigger, fields))
        {
            trace.Add(fields);
        }
        else
        {
            trace.Refused = true;
        }
    }

    private static int LengthOf(object? item) => item switch
    {
        string text => text.Length,
        byte[] bytes => bytes.Length,
        ReadOnlyMemory<byte> bytes => bytes.Length,
        _ => 0,
    };

    private static bool TryCountItems(IEnumerable items, int[] counted)
    {
        foreach (var _ in items)
        {
            counted[0]++;
        }

        return true;
    }

    /// <summary>Lets <paramref name="reading"/> read exactly one JSON value.</summary>
    private static bool TryRead<T>(object value, int limit, T state, Reading<T> reading)
    {
        using var text = BindingText.Of(value, limit);
        try
        {
            var reader = new Utf8JsonReader(text.Utf8, Strict);

            // What follows the value must be nothing: else the last Read throws.
            return text.IsValid && reader.Read() && reading(ref reader, state) && !reader.Read();
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException)
        {
            return false;
        }
    }
}
