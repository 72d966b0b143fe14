namespace MeshFunctions.Tracing;

/// <summary>A header by which an answer tells its caller the ids under which it was made.</summary>
public enum TraceResponseHeader
{
    /// <summary><c>traceresponse: 00-{trace}-{span}-{flags}</c>, of an earlier draft of W3C Trace Context Level 2 §4; some vendors read it.</summary>
    TraceResponse,

    /// <summary><c>Server-Timing: trace;desc=00-{trace}-{span}-{flags}</c> (W3C Trace Context Level 2 §4, current draft).</summary>
    ServerTiming,

    /// <summary><c>x-request-id</c>: the request id of the hop, or the one made in its place.</summary>
    RequestId,
}
