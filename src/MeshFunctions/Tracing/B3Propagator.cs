using System.Collections.Immutable;
using MeshFunctions.Headers;
using OpenTelemetry.Context.Propagation;

namespace MeshFunctions.Tracing;

/// <summary>
/// B3 (openzipkin/b3-propagation) for OpenTelemetry, such as a part of its composite propagator. Reads both forms, the single header first; writes one. What is
/// malformed is ignored, nothing ever throws, and baggage stays as it is. A sampling decision without ids is no context and is ignored too.
/// </summary>
public sealed class B3Propagator : TextMapPropagator
{
    private static readonly ImmutableHashSet<string> SingleFields = [MeshHeaderNames.B3];

    private static readonly ImmutableHashSet<string> MultiFields =
        [MeshHeaderNames.B3TraceId, MeshHeaderNames.B3SpanId, MeshHeaderNames.B3Sampled, MeshHeaderNames.B3Flags];

    private readonly TraceFormat _written;

    /// <summary>Makes one.</summary>
    /// <param name="format">The form that is written.</param>
    /// <exception cref="ArgumentOutOfRangeException">The value is not one of the enumeration.</exception>
    public B3Propagator(B3Format format) => _written = format switch
    {
        B3Format.SingleHeader => TraceFormat.B3,
        B3Format.MultipleHeaders => TraceFormat.B3Multi,
        _ => throw new ArgumentOutOfRangeException(nameof(format), format, "There is no such form."),
    };

    /// <summary>The headers that are written, and those of their form that may be read.</summary>
    public override ISet<string> Fields => _written == TraceFormat.B3 ? SingleFields : MultiFields;

    /// <summary>Reads the context that a carrier holds.</summary>
    /// <param name="context">What is known already; where it holds a valid context, it is returned as it is.</param>
    /// <param name="carrier">The carrier; where it is null, nothing is read.</param>
    /// <param name="getter">The values of a header; null or none where it is absent. Of several the first counts.</param>
    /// <typeparam name="T">The carrier's type.</typeparam>
    /// <returns>The context that was read, sampled only if the sender says so; else <paramref name="context"/>.</returns>
    public override PropagationContext Extract<T>(PropagationContext context, T carrier, Func<T, string, IEnumerable<string>?> getter)
    {
        if (CarrierValues.IsSettled(context) || carrier is null || getter is null)
        {
            return context;
        }

        if (CarrierValues.First(carrier, MeshHeaderNames.B3, getter) is { } single && B3Single.TryParse(single, out var reading) && reading.Parent is { } parent)
        {
            return new PropagationContext(parent.ToActivityContext(), context.Baggage);
        }

        return CarrierValues.First(carrier, MeshHeaderNames.B3TraceId, getter) is { } traceId
            && B3Multi.TryParse(
                traceId,
                CarrierValues.First(carrier, MeshHeaderNames.B3SpanId, getter),
                CarrierValues.First(carrier, MeshHeaderNames.B3Sampled, getter),
                CarrierValues.First(carrier, MeshHeaderNames.B3Flags, getter),
                out reading)
            && reading.Parent is { } several
                ? new PropagationContext(several.ToActivityContext(), context.Baggage)
                : context;
    }

    /// <summary>Writes a context, if it is valid.</summary>
    /// <param name="context">The context.</param>
    /// <param name="carrier">The carrier; where it is null, nothing is written.</param>
    /// <param name="setter">Sets a header.</param>
    /// <typeparam name="T">The carrier's type.</typeparam>
    public override void Inject<T>(PropagationContext context, T carrier, Action<T, string, string> setter)
    {
        if (CarrierValues.IsSettled(context) && carrier is not null && setter is not null)
        {
            TraceHeaderWriter.Write(_written, OutboundTraceContext.Of(context.ActivityContext), carrier, setter);
        }
    }
}
