namespace MeshFunctions.Hosting;

/// <summary>Section <c>MeshFunctions:ErrorBoundary</c>.</summary>
public sealed class ErrorBoundaryOptions
{
    /// <summary>
    /// Rethrows what an HTTP function throws after logging it, so that the host records a failed invocation and answers with its own empty 500.
    /// Default <see langword="false"/>: the answer is a 500 problem and the host sees a completed invocation.
    /// </summary>
    public bool Rethrow { get; set; }
}
