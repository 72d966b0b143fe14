namespace MeshFunctions.Tracing;

/// <summary>How incoming trace context is treated, at <c>MeshFunctions:Tracing</c>.</summary>
public sealed class TracingOptions
{
    /// <summary>
    /// Whether a request of an unproven hop that brings a trace context runs under a new root that is linked to it, so that strangers cannot write into a
    /// trace or force sampling. Default: true. With false the context is continued whoever sent it.
    /// </summary>
    public bool RestartUntrusted { get; set; } = true;
}
