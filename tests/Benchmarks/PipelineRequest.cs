using System.Security.Claims;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;

namespace Benchmarks;

/// <summary>A request whose headers exist already.</summary>
internal sealed class PipelineRequest(FunctionContext context, HttpHeadersCollection headers) : HttpRequestData(context), IHttpRequestDataFeature
{
    private static readonly Uri Address = new("https://orders.mesh.local/api/bench");

    public override Stream Body => Stream.Null;

    public override HttpHeadersCollection Headers => headers;

    public override IReadOnlyCollection<IHttpCookie> Cookies => [];

    public override Uri Url => Address;

    public override IEnumerable<ClaimsIdentity> Identities => [];

    public override string Method => "GET";

    public ValueTask<HttpRequestData?> GetHttpRequestDataAsync(FunctionContext context) => new(this);

    public override HttpResponseData CreateResponse() => throw new InvalidOperationException("The request was refused.");
}
