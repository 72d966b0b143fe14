namespace Microsoft.Azure.Functions.Worker.Http;

/// <summary>Gives the request of an invocation.</summary>
public interface IHttpRequestDataFeature
{
    /// <summary>Gives the request.</summary>
    /// <param name="context">The invocation.</param>
    /// <returns>The request, or null where the trigger is not HTTP.</returns>
    ValueTask<HttpRequestData?> GetHttpRequestDataAsync(FunctionContext context);
}
