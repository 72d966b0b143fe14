namespace MeshFunctions.Tracing;

/// <summary>The two forms of B3 (openzipkin/b3-propagation).</summary>
public enum B3Format
{
    /// <summary>The single header <c>b3</c>.</summary>
    SingleHeader,

    /// <summary>The headers <c>X-B3-TraceId</c>, <c>X-B3-SpanId</c> and <c>X-B3-Sampled</c>.</summary>
    MultipleHeaders,
}
