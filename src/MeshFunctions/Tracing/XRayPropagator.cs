using System.Collections.Immutable;
using MeshFunctions.Headers;
using OpenTelemetry.Context.Propagation;

namespace MeshFunctions.Tracing;

/// <summary>
/// AWS X-Ray's <c>X-Amzn-Trace-Id</c> for OpenTelemetry, such as a part of its composite propagator. What is malformed is ignored, nothing ever throws, and
/// baggage stays as it is. <c>Self</c>, <c>Lineage</c> and unknown pairs are not passed on.
/// </summary>
public sealed class XRayPropagator : TextMapPropagator
{
    private static readonly ImmutableHashSet<string> Names = [MeshHeaderNames.AmazonTraceId];

    /// <summary>The header.</summary>
    public override ISet<string> Fields => Names;

    /// <summary>Reads the context that a carrier holds. A root without a parent, as load balancers send it, gets a parent that is made here.</summary>
    /// <param name="context">What is known already; where it holds a valid context, it is returned as it is.</param>
    /// <param name="carrier">The carrier; where it is null, nothing is read.</param>
    /// <param name="getter">The values of a header; null or none where it is absent. Several are none.</param>
    /// <typeparam name="T">The carrier's type.</typeparam>
    /// <returns>The context that was read, sampled only if the sender says so; else <paramref name="context"/>.</returns>
    public override PropagationContext Extract<T>(PropagationContext context, T carrier, Func<T, string, IEnumerable<string>?> getter) =>
        !CarrierValues.IsSettled(context)
        && carrier is not null
        && getter is not null
        && CarrierValues.Only(carrier, MeshHeaderNames.AmazonTraceId, getter) is { } value
        && XRayHeader.TryParse(value, out var parent)
            ? new PropagationContext(parent.ToActivityContext(), context.Baggage)
            : context;

    /// <summary>Writes a context, if it is valid.</summary>
    /// <param name="context">The context.</param>
    /// <param name="carrier">The carrier; where it is null, nothing is written.</param>
    /// <param name="setter">Sets a header.</param>
    /// <typeparam name="T">The carrier's type.</typeparam>
    public override void Inject<T>(PropagationContext context, T carrier, Action<T, string, string> setter)
    {
        if (CarrierValues.IsSettled(context) && carrier is not null && setter is not null)
        {
            TraceHeaderWriter.Write(
                TraceFormat.XRay, OutboundTraceContext.Of(context.ActivityContext), carrier, setter);
        }
    }
}
