using System.Diagnostics;
using MeshFunctions.Headers;

namespace MeshFunctions.Tracing.Triggers;

/// <summary>The context attributes of one CloudEvent (Distributed Tracing extension).</summary>
internal static class CloudEvent
{
    /// <summary>Reads them where the host has spread the event over the binding data.</summary>
    public static MessageTrace Read(object parent, IReadOnlyDictionary<string, object?> data)
    {
        var fields = new MessageFields();
        fields.SetContext(parent as string, data.GetValueOrDefault("tracestate") as string);
        var trace = new MessageTrace(isBatch: false);
        trace.Add(fields);
        return trace;
    }

    /// <summary>Reads them where the event came over HTTP in binary mode, percent-encoded. False where they are invalid; a bad state is left out.</summary>
    public static bool TryReadHeaders(RequestHeaders headers, out ActivityContext context)
    {
        var valid = TraceParent.TryParse(Decoded(headers.Trace(MeshHeader.EventTraceParent)), out var parent);
        var hasState = TraceState.TryParse(Decoded(headers.Trace(MeshHeader.EventTraceState)), out var state) && state.Length > 0;
        context = valid ? new MessageContext(parent, hasState ? state : null).ToLink() : default;
        return valid;
    }

    private static string Decoded(string? value) => value is null ? "" : Uri.UnescapeDataString(value);
}
