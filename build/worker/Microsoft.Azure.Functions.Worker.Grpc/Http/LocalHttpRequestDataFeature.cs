namespace Microsoft.Azure.Functions.Worker.Http;

internal sealed class LocalHttpRequestDataFeature(HttpRequestData request) : IHttpRequestDataFeature
{
    public ValueTask<HttpRequestData?> GetHttpRequestDataAsync(FunctionContext context) => new(request);
}
