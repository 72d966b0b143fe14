namespace MeshFunctions.Tracing;

/// <summary>How incoming trace context is treated, at <c>MeshFunctions:Tracing</c>.</summary>
public sealed class TracingOptions
{
    /// <summary>
    /// Whether a request of an unproven hop that brings a trace context runs under a new root that is linked to it, so that strangers cannot write into a
    /// trace or force sampling. Default: true. With false the context is continued whoever sent it.
    /// </summary>
    public bool RestartUntrusted { get; set; } = true;

    /// <summary>
    /// The formats that are read, in the order of their precedence: the first valid one is continued, another that names another trace becomes a link. A format
    /// that is not listed is not read at all. Empty, the default, stands for <c>W3C</c>, <c>B3</c>, <c>B3Multi</c>, <c>XRay</c>, <c>RequestId</c>.
    /// </summary>
    public IList<TraceFormat> Formats { get; } = [];

    /// <summary>
    /// The headers that answers to a proven hop carry, each only where the function has not set it itself. Default: none. Others never get any: an id
    /// of a trace is nothing for strangers.
    /// </summary>
    public IList<TraceResponseHeader> Response { get; } = [];

    /// <summary>
    /// The keys of W3C baggage that a proven hop may bring in, each 1 to 128 characters, exact and with regard to case; they are on
    /// <see cref="TraceLineage.Baggage"/>. Default: none, so that all baggage is dropped. What goes out again is for each client's own list to say.
    /// </summary>
    public IList<string> Baggage { get; } = [];
}
