using Microsoft.Azure.Functions.Worker.Http;

namespace MeshFunctions.Hosting;

/// <summary>The request object of an HTTP invocation, fetched once and kept: fetching it again may make another.</summary>
internal sealed record HttpInvocation(HttpRequestData Request)
{
    /// <summary>Whether the function itself was entered; from then on a failed request may have had an effect.</summary>
    public bool FunctionEntered { get; set; }
}
