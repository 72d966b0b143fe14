using Microsoft.Azure.Functions.Worker.Http;

namespace MeshFunctions.Tests.Hosting.Functions;

/// <summary>A function result with more than the response.</summary>
public sealed class SeveralOutputs
{
    /// <summary>The HTTP response.</summary>
    public HttpResponseData? Response { get; set; }

    /// <summary>Something for another output.</summary>
    [FakeOutput]
    public string? Message { get; set; }
}
