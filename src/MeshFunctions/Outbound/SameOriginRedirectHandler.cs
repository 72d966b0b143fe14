using System.Net;
using System.Net.Http.Json;
using MeshFunctions.Headers;

namespace MeshFunctions.Outbound;

/// <summary>
/// Follows redirects from https to the same scheme, host and port, five at most, by the rules of RFC 9110 §15.4; any other redirect is the answer. A
/// redirect that keeps the method is followed only where the content can be sent again.
/// </summary>
internal sealed class SameOriginRedirectHandler : DelegatingHandler
{
    private const int MaxRedirects = 5;

    protected override HttpResponseMessage Send(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var response = base.Send(request, cancellationToken);
        for (var count = 0; count < MaxRedirects && Target(request, response) is { } target; count++)
        {
            Redirect(request, response, target);
            response = base.Send(request, cancellationToken);
        }

        return response;
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var response = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        for (var count = 0; count < MaxRedirects && Target(request, response) is { } target; count++)
        {
            Redirect(request, response, target);
            response = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        }

        return response;
    }

    private static Uri? Target(HttpRequestMessage request, HttpResponseMessage response)
    {
        var redirects = response.StatusCode is HttpStatusCode.MovedPermanently or HttpStatusCode.Found or HttpStatusCode.SeeOther
            or HttpStatusCode.TemporaryRedirect or HttpStatusCode.PermanentRedirect;
        if (!redirects || response.Headers.Location is not { } location || request.RequestUri is not { } origin
            || !Uri.TryCreate(origin, location, out var target))
        {
            return null;
        }

        return HttpsOrigin.IsSame(origin, target) && (TurnsIntoGet(request, response) || CanBeSentAgain(request.Content)) ? target : null;
    }

    private static bool TurnsIntoGet(HttpRequestMessage request, HttpResponseMessage response) => response.StatusCode switch
    {
        HttpStatusCode.MovedPermanently or HttpStatusCode.Found => request.Method == HttpMethod.Post,
        HttpStatusCode.SeeOther => request.Method != HttpMethod.Get && request.Method != HttpMethod.Head,
        _ => false,
    };

    private static bool CanBeSentAgain(HttpContent? content) => content is null or ByteArrayContent or ReadOnlyMemoryContent or JsonContent;

    private static void Redirect(HttpRequestMessage request, HttpResponseMessage response, Uri target)
    {
        if (TurnsIntoGet(request, response))
        {
            request.Method = HttpMethod.Get;
            request.Content = null;
            request.Headers.TransferEncodingChunked = null;
        }

        response.Dispose();
        request.RequestUri = target;
    }
}
