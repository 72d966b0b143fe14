using System.Net;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;

namespace MeshFunctions.Tests.Hosting.Functions;

/// <summary>Functions that have a say in the trace headers of their answers.</summary>
public sealed class TraceFunctions
{
    /// <summary>What the function says for itself.</summary>
    public const string Own = "the function's own";

    /// <summary>Sets the header itself.</summary>
    [Function("OwnTraceResponse"), AllowAnonymous]
    public static HttpResponseData OwnTraceResponse(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "own-trace-response")] HttpRequestData request)
    {
        ArgumentNullException.ThrowIfNull(request);
        var response = request.CreateResponse(HttpStatusCode.OK);
        response.Headers.Add("traceresponse", Own);
        return response;
    }
}
