using System.Net.Http.Headers;
using Azure.Core;
using MeshFunctions.Headers;
using Microsoft.Extensions.Logging;

namespace MeshFunctions.Outbound;

/// <summary>
/// Authorises requests to listed hosts, over https only, unless they bring their own <c>Authorization</c>. The token is taken off again when the answer is
/// there: a repeated attempt gets a fresh one, and a request that is printed afterwards does not show it.
/// </summary>
internal sealed class AccessTokenHandler(string client, string scope, TokenCredential credential, HostList hosts, ILogger logger) : DelegatingHandler
{
    private readonly TokenRequestContext _context = new([scope]);

    protected override HttpResponseMessage Send(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (!Wants(request))
        {
            return base.Send(request, cancellationToken);
        }

        try
        {
            Authorize(request, credential.GetToken(_context, cancellationToken));
            return base.Send(request, cancellationToken);
        }
        finally
        {
            request.Headers.Authorization = null;
        }
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (!Wants(request))
        {
            return await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        }

        try
        {
            Authorize(request, await credential.GetTokenAsync(_context, cancellationToken).ConfigureAwait(false));
            return await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            request.Headers.Authorization = null;
        }
    }

    private static void Authorize(HttpRequestMessage request, AccessToken token) =>
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token.Token);

    private bool Wants(HttpRequestMessage request)
    {
        if (request.Headers.NonValidated.Contains(MeshHeaderNames.Authorization))
        {
            return false;
        }

        var host = request.RequestUri?.Authority;
        if (!hosts.Contains(request.RequestUri))
        {
            logger.TokenWithheld(client, host, "the host is not listed");
            return false;
        }

        if (!string.Equals(request.RequestUri!.Scheme, Uri.UriSchemeHttps, StringComparison.Ordinal))
        {
            logger.TokenWithheld(client, host, "the request is not https");
            return false;
        }

        return true;
    }
}
