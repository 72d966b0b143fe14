using System.Security.Claims;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;

namespace Microsoft.Azure.Functions.Worker.Http;

/// <summary>A request as the host hands it over: header names in lower case, repeated headers joined with a comma.</summary>
internal sealed class LocalHttpRequestData(FunctionContext context, HttpRequest request, Stream body) : HttpRequestData(context)
{
    private readonly Lazy<HttpHeadersCollection> _headers = new(() => new HttpHeadersCollection(
        request.Headers.Select(static header => KeyValuePair.Create(header.Key.ToLowerInvariant(), header.Value.ToString()))));

    private readonly Lazy<IReadOnlyCollection<IHttpCookie>> _cookies = new(() =>
        [.. request.Cookies.Select(static cookie => new HttpCookie(cookie.Key, cookie.Value))]);

    public override Stream Body => body;

    public override HttpHeadersCollection Headers => _headers.Value;

    public override IReadOnlyCollection<IHttpCookie> Cookies => _cookies.Value;

    public override Uri Url { get; } = ReadUrl(request);

    public override IEnumerable<ClaimsIdentity> Identities => [];

    public override string Method { get; } = request.Method;

    public override HttpResponseData CreateResponse() => new LocalHttpResponseData(FunctionContext);

    // Kestrel accepts some hosts that make no URL.
    private static Uri ReadUrl(HttpRequest request) =>
        Uri.TryCreate(request.GetEncodedUrl(), UriKind.Absolute, out var url)
            ? url
            : new Uri($"{request.Scheme}://localhost{request.GetEncodedPathAndQuery()}");
}
