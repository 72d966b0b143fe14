using System.Diagnostics.CodeAnalysis;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.Azure.Functions.Worker.Middleware;

namespace MeshFunctions.Tests.Hosting.Integration;

/// <summary>
/// What the worker's ASP.NET Core extension does before all other middleware: gives the invocation the request that was forwarded to the worker's own server,
/// and afterwards writes the function's result to that one's response, whichever output it is. It has the name of the genuine one, by which the order is checked.
/// </summary>
[SuppressMessage("Performance", "CA1812:Avoid uninstantiated internal classes", Justification = "The worker makes it.")]
internal class FunctionsHttpProxyingMiddleware(ForwardedRequests forwarded) : IFunctionsWorkerMiddleware
{
    public async Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(next);
        if (await context.GetHttpRequestDataAsync() is not { } inner)
        {
            await next(context);
            return;
        }

        var http = forwarded.Take(inner.Headers.GetValues(ForwardedRequests.IdHeader).Single());
        context.Items["HttpRequestContext"] = http;
        await next(context);
        if (Result(context) is { } result && !http.Response.HasStarted)
        {
            await WriteAsync(result, http.Response);
        }
    }

    private static HttpResponseData? Result(FunctionContext context) =>
        context.GetInvocationResult().Value as HttpResponseData
        ?? context.GetOutputBindings<HttpResponseData>().FirstOrDefault(output => string.Equals(output.BindingType, "http", StringComparison.Ordinal))?.Value;

    private static async Task WriteAsync(HttpResponseData result, HttpResponse response)
    {
        response.StatusCode = (int)result.StatusCode;
        foreach (var header in result.Headers)
        {
            response.Headers[header.Key] = header.Value.ToArray();
        }

        result.Body.Position = 0;
        await result.Body.CopyToAsync(response.Body);
    }
}
