using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace MeshFunctions.Hosting;

/// <summary>Finds the request of an invocation.</summary>
internal static class HttpInvocations
{
    // Where the worker's ASP.NET Core integration keeps the request; the key is part of its contract.
    private const string HttpContextKey = "HttpRequestContext";

    /// <summary>The request; null where the invocation has none.</summary>
    /// <exception cref="InvalidOperationException">The host forwards requests, and this one is not here yet (T75).</exception>
    public static async ValueTask<HttpInvocation?> OfAsync(FunctionContext context, IntegrationOrder order)
    {
        if (context.Items.TryGetValue(HttpContextKey, out var item) && item is HttpContext http)
        {
            return new IntegrationInvocation(http);
        }

        if (order.HostForwards)
        {
            throw new InvalidOperationException(IntegrationOrder.Explanation);
        }

        return await context.GetHttpRequestDataAsync().ConfigureAwait(false) is { } request ? new BuiltInInvocation(request) : null;
    }
}
