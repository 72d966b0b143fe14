using System.Net;
using MeshFunctions.Diagnostics;
using MeshFunctions.Headers;
using Microsoft.Extensions.Logging;

namespace MeshFunctions.Outbound;

/// <summary>
/// Follows redirects from https to the same scheme, host and port, five at most, by the rules of RFC 9110 §15.4; any other redirect is the answer. A
/// redirect that keeps the method is followed only where the content can be sent again.
/// </summary>
internal sealed class SameOriginRedirectHandler(string client, ILogger logger) : DelegatingHandler
{
    private const int MaxRedirects = 5;

    protected override HttpResponseMessage Send(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var response = base.Send(request, cancellationToken);
        for (var count = 0; Target(request, response, count) is { } target; count++)
        {
            Redirect(request, response, target);
            response = base.Send(request, cancellationToken);
        }

        return response;
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var response = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        for (var count = 0; Target(request, response, count) is { } target; count++)
        {
            Redirect(request, response, target);
            response = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        }

        return response;
    }

    private Uri? Target(HttpRequestMessage request, HttpResponseMessage response, int count)
    {
        var redirects = response.StatusCode is HttpStatusCode.MovedPermanently or HttpStatusCode.Found or HttpStatusCode.SeeOther
            or HttpStatusCode.TemporaryRedirect or HttpStatusCode.PermanentRedirect;
        if (!redirects || request.RequestUri is not { } origin)
        {
            return null;
        }

        var target = response.Headers.Location is { } location && Uri.TryCreate(origin, location, out var resolved) ? resolved : null;
        var why = target switch
        {
            null => "it names no address",
            _ when !HttpsOrigin.IsSame(origin, target) => "it does not stay within one https origin",
            _ when !TurnsIntoGet(request, response) && !ReplayableContent.Is(request.Content) => "the content cannot be sent again",
            _ when count >= MaxRedirects => "there were five before it",
            _ => null,
        };
        if (why is null)
        {
            return target;
        }

        // The host alone: path and query may hold keys.
        logger.RedirectNotFollowed(client, (int)response.StatusCode, origin.Authority, LogText.Safe(target is null ? null : AsciiHost.Of(target)), why);
        return null;
    }

    private static bool TurnsIntoGet(HttpRequestMessage request, HttpResponseMessage response) => response.StatusCode switch
    {
        HttpStatusCode.MovedPermanently or HttpStatusCode.Found => request.Method == HttpMethod.Post,
        HttpStatusCode.SeeOther => request.Method != HttpMethod.Get && request.Method != HttpMethod.Head,
        _ => false,
    };

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
