using Microsoft.Extensions.Primitives;

namespace MeshFunctions.Headers;

/// <summary>Takes the headers of one request.</summary>
internal interface IHeaderSink
{
    /// <summary>Takes one header with all its field lines; called once at most for each rule.</summary>
    void Take(HeaderRule rule, StringValues lines);
}
