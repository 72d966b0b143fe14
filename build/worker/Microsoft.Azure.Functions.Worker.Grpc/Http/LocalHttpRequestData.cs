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

    private Uri? _url;

    public override Stream Body => body;

    public override HttpHeadersCollection Headers => _headers.Value;

    public override IReadOnlyCollection<IHttpCookie> Cookies => _cookies.Value;

    /// <summary>As the genuine one, it is made when it is asked for, and throws where the client's <c>Host</c> makes no URL.</summary>
    public override Uri Url => _url ??= new Uri(request.GetEncodedUrl());

    public override IEnumerable<ClaimsIdentity> Identities => [];

    public override string Method { get; } = request.Method;

    public override HttpResponseData CreateResponse() => new LocalHttpResponseData(FunctionContext);
}
