namespace MeshFunctions.Tracing;

/// <summary>The wire formats of a trace context in HTTP headers.</summary>
public enum TraceFormat
{
    /// <summary><c>traceparent</c> and <c>tracestate</c> (W3C Trace Context Level 2).</summary>
    W3C,

    /// <summary>The single header <c>b3</c> (openzipkin/b3-propagation).</summary>
    B3,

    /// <summary>The headers <c>X-B3-TraceId</c>, <c>X-B3-SpanId</c>, <c>X-B3-Sampled</c> and <c>X-B3-Flags</c> (openzipkin/b3-propagation).</summary>
    B3Multi,

    /// <summary><c>X-Amzn-Trace-Id</c> (AWS X-Ray).</summary>
    XRay,

    /// <summary><c>Request-Id</c> of older Azure and .NET senders, where its root is a trace id. Read, never sent.</summary>
    RequestId,
}
