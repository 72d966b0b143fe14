using System.Text.Json;

namespace MeshFunctions.Tracing.Triggers;

/// <summary>The properties of one message that may hold a trace context, in the order in which they are believed. Reused from message to message.</summary>
internal sealed class MessageFields
{
    // The state of a traceparent is in the slot after it.
    private const int TraceParentSlot = 0;
    private const int DiagnosticSlot = 2;
    private const int EventSlot = 3;
    private const int Slots = 5;

    private readonly string?[] _values = new string?[Slots];
    private int _present;
    private bool _contradictory;

    /// <summary>Whether a property was there that cannot be believed.</summary>
    public bool Refused { get; private set; }

    public void Clear()
    {
        Array.Clear(_values);
        _present = 0;
        _contradictory = false;
        Refused = false;
    }

    /// <summary>The slot of the name that <paramref name="reader"/> stands on, escaped or not; -1 where nobody asks for it. Names are compared exactly.</summary>
    public static int SlotOf(ref Utf8JsonReader reader)
    {
        if (reader.ValueTextEquals("traceparent"u8))
        {
            return TraceParentSlot;
        }

        if (reader.ValueTextEquals("tracestate"u8))
        {
            return TraceParentSlot + 1;
        }

        // Azure SDKs of all ages; without a state of its own.
        if (reader.ValueTextEquals("Diagnostic-Id"u8))
        {
            return DiagnosticSlot;
        }

        // CloudEvents over AMQP (two spellings) and Kafka, binary mode.
        if (reader.ValueTextEquals("cloudEvents:traceparent"u8) || reader.ValueTextEquals("cloudEvents_traceparent"u8) || reader.ValueTextEquals("ce_traceparent"u8))
        {
            return EventSlot;
        }

        return reader.ValueTextEquals("cloudEvents:tracestate"u8) || reader.ValueTextEquals("cloudEvents_tracestate"u8) || reader.ValueTextEquals("ce_tracestate"u8)
            ? EventSlot + 1
            : -1;
    }

    /// <summary>Keeps the value of a name that may occur once; null where it is of a wrong type.</summary>
    public void SetOnce(int slot, string? value)
    {
        _contradictory |= (_present & (1 << slot)) != 0;
        Set(slot, value);
    }

    /// <summary>Keeps a value in the place of an earlier one; null where it is of a wrong type.</summary>
    public void Set(int slot, string? value)
    {
        _present |= 1 << slot;
        _values[slot] = value;
    }

    public void SetContext(string? traceParent, string? traceState)
    {
        Set(TraceParentSlot, traceParent);
        if (traceState is not null)
        {
            Set(TraceParentSlot + 1, traceState);
        }
    }

    /// <summary>The properties contradict each other, or are none: nothing of them is believed.</summary>
    public void Refuse() => _contradictory = true;

    /// <summary>The first context that is valid; null where none is.</summary>
    public MessageContext? Find()
    {
        Refused = _contradictory;
        foreach (var slot in (ReadOnlySpan<int>)(_contradictory ? [] : [TraceParentSlot, DiagnosticSlot, EventSlot]))
        {
            if ((_present & (1 << slot)) == 0)
            {
                continue;
            }

            if (TraceParent.TryParse(_values[slot], out var parent))
            {
                return new MessageContext(parent, slot == DiagnosticSlot ? null : State(slot + 1));
            }

            Refused = true;
        }

        return null;
    }

    private string? State(int slot)
    {
        if ((_present & (1 << slot)) == 0)
        {
            return null;
        }

        if (_values[slot] is { } value && TraceState.TryParse(value, out var state))
        {
            return state.Length > 0 ? state : null;
        }

        Refused = true;
        return null;
    }
}
