namespace MeshFunctions.Tracing;

/// <summary>Where the trace identifiers of an invocation come from.</summary>
public enum TraceOrigin
{
    /// <summary>No usable context arrived: the trace starts at this app.</summary>
    New,

    /// <summary>A W3C <c>traceparent</c> header.</summary>
    W3C,

    /// <summary>A <c>b3</c> header, or <c>X-B3-*</c> headers.</summary>
    B3,

    /// <summary>An <c>X-Amzn-Trace-Id</c> header.</summary>
    XRay,

    /// <summary>A <c>Request-Id</c> header whose root is a trace id.</summary>
    RequestId,

    /// <summary>The message that triggered the function: Service Bus, Event Hubs, Kafka or a CloudEvent.</summary>
    Message,
}
