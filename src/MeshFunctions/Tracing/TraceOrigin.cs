namespace MeshFunctions.Tracing;

/// <summary>Where the trace identifiers of a request come from.</summary>
public enum TraceOrigin
{
    /// <summary>No usable context arrived: the trace starts at this app.</summary>
    New,

    /// <summary>A W3C <c>traceparent</c> header.</summary>
    W3C,
}
