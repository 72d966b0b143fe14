using Microsoft.Azure.Functions.Worker.Http;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>Reads the request and the response of an invocation.</summary>
public static class FunctionContextHttpRequestExtensions
{
    /// <summary>The request.</summary>
    /// <param name="context">The invocation.</param>
    /// <returns>The request, or null where the trigger is not HTTP.</returns>
    public static ValueTask<HttpRequestData?> GetHttpRequestDataAsync(this FunctionContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return context.Features.Get<IHttpRequestDataFeature>()?.GetHttpRequestDataAsync(context) ?? default;
    }

    /// <summary>The response, once there is one.</summary>
    /// <param name="context">The invocation.</param>
    /// <returns>The response, or null.</returns>
    public static HttpResponseData? GetHttpResponseData(this FunctionContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return context.GetInvocationResult().Value as HttpResponseData
            ?? context.GetOutputBindings<HttpResponseData>().FirstOrDefault(output => output.Value is not null)?.Value;
    }
}
