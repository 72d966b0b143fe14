using System.Net;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;

namespace Worker.Tests.Functions;

[System.Diagnostics.CodeAnalysis.SuppressMessage("Performance", "CA1812", Justification = "The worker makes it.")]
internal sealed class RoutedFunctions
{
    [Function("Hello")]
    public static string Hello([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequestData request) => $"hello {request.Method}";

    [Function("ById")]
    public static string ById([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "items/{id:int}")] HttpRequestData request, int id) =>
        $"item {id} of {request.Url.AbsolutePath}";

    [Function("Remove")]
    public static void Remove([HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = "items/{id:int}")] HttpRequestData request, string id) =>
        request.Url.AbsolutePath.ShouldEndWith(id);

    [Function("Any")]
    public static async Task<HttpResponseData> Any([HttpTrigger(AuthorizationLevel.Anonymous, Route = "any/{*rest}")] HttpRequestData request, string rest)
    {
        var response = request.CreateResponse(HttpStatusCode.Accepted);
        response.Headers.Add("X-Rest", rest);
        response.Cookies.Append("flavour", "plain");
        await response.WriteStringAsync(request.Method);
        return response;
    }
}
