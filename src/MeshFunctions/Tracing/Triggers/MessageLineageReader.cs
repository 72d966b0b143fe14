using MeshFunctions.Diagnostics;
using Microsoft.Azure.Functions.Worker;

namespace MeshFunctions.Tracing.Triggers;

/// <summary>
/// Decides which trace an invocation by another trigger than HTTP belongs to. The host's own context goes first: it is the only one that the host vouches for.
/// What a message brings is its parent where the host has none or the same trace, and a link otherwise; what a batch brings are links.
/// </summary>
internal sealed class MessageLineageReader(MeshMeters meters)
{
    public TraceLineage Read(FunctionContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var hostTraceParent = context.TraceContext.TraceParent;
        if (ReadMessages(context) is not { } messages)
        {
            return LineageReader.ReadNonHttp(hostTraceParent);
        }

        Count(messages);
        TraceParent? host = TraceParent.TryParse(hostTraceParent, out var known) ? known : null;
        if (messages.IsBatch)
        {
            return LineageReader.ReadNonHttp(hostTraceParent).Linked(messages.Links, host, new MessageBatch(messages.Messages, messages.Dropped));
        }

        if (messages.Single is not { } message)
        {
            return LineageReader.ReadNonHttp(hostTraceParent);
        }

        return host is null || known.IsSameTrace(message.Parent)
            ? Continue(message, host)
            : LineageReader.ReadNonHttp(hostTraceParent).Linked([message.ToLink()], host);
    }

    // Whether the trace is sampled is for the host to say where it takes part in it.
    private static TraceLineage Continue(MessageContext message, TraceParent? host) =>
        new(message.Parent with { Flags = (host ?? message.Parent).Flags }, RequestIdentifier.Create())
        {
            Origin = TraceOrigin.Message,
            TraceState = message.State,
        };

    private MessageTrace? ReadMessages(FunctionContext context)
    {
        foreach (var binding in context.FunctionDefinition.InputBindings.Values)
        {
            if (MessageTriggers.Find(binding.Type) is { } trigger)
            {
                try
                {
                    return trigger.Read(context.BindingContext.BindingData);
                }
                catch (NotSupportedException)
                {
                    // The worker makes the dictionary when it is asked for, and cannot make some numbers of it. The function need not care.
                    meters.TraceRefused("binding_data");
                    return null;
                }
            }
        }

        return null;
    }

    private void Count(MessageTrace messages)
    {
        if (messages.Refused)
        {
            meters.TraceRefused("message");
        }

        if (messages.Misaligned)
        {
            meters.TraceRefused("message_batch");
        }

        meters.LinksDropped(messages.Dropped);
    }
}
