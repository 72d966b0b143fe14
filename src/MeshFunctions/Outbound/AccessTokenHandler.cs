using System.Net;
using System.Net.Http.Headers;
using Azure.Core;
using MeshFunctions.Headers;
using Microsoft.Extensions.Logging;

namespace MeshFunctions.Outbound;

/// <summary>
/// Authorises requests to listed hosts, over https only, unless they bring their own <c>Authorization</c>. A claims challenge is honoured once a request, where its content
/// can be sent again. The token is taken off again when the answer is there: a repeated attempt gets a fresh one, and a request that is printed afterwards does
/// not show it.
/// </summary>
internal sealed class AccessTokenHandler(string client, string scope, TokenCredential credential, HostList hosts, AskedClaims asked, ILogger logger) : DelegatingHandler
{
    private readonly string[] _scopes = [scope];

    protected override HttpResponseMessage Send(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (!Wants(request))
        {
            return base.Send(request, cancellationToken);
        }

        try
        {
            var claims = asked.Last(request.RequestUri!.Authority);
            Authorize(request, GetToken(request, claims, cancellationToken));
            var response = base.Send(request, cancellationToken);
            if (Challenge(request, response, claims) is not { } demanded)
            {
                return response;
            }

            response.Dispose();
            Authorize(request, GetToken(request, demanded, cancellationToken));
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
            var claims = asked.Last(request.RequestUri!.Authority);
            Authorize(request, await GetTokenAsync(request, claims, cancellationToken).ConfigureAwait(false));
            var response = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
            if (Challenge(request, response, claims) is not { } demanded)
            {
                return response;
            }

            response.Dispose();
            Authorize(request, await GetTokenAsync(request, demanded, cancellationToken).ConfigureAwait(false));
            return await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            request.Headers.Authorization = null;
        }
    }

    private static void Authorize(HttpRequestMessage request, AccessToken token) =>
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token.Token);

    private AccessToken GetToken(HttpRequestMessage request, string? claims, CancellationToken cancellationToken)
    {
        try
        {
            return credential.GetToken(Context(claims), cancellationToken);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            asked.Forget(request.RequestUri!.Authority, claims);
            throw;
        }
    }

    private async ValueTask<AccessToken> GetTokenAsync(HttpRequestMessage request, string? claims, CancellationToken cancellationToken)
    {
        try
        {
            return await credential.GetTokenAsync(Context(claims), cancellationToken).ConfigureAwait(false);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            asked.Forget(request.RequestUri!.Authority, claims);
            throw;
        }
    }

    // That challenges are understood is told with every token: without, none would come.
    private TokenRequestContext Context(string? claims) => new(_scopes, claims: claims, isCaeEnabled: true);

    /// <summary>The claims for one more attempt; null where the response is the answer.</summary>
    private string? Challenge(HttpRequestMessage request, HttpResponseMessage response, string? had)
    {
        if (response.StatusCode != HttpStatusCode.Unauthorized || Demanded(response) is not { } demanded)
        {
            return null;
        }

        var host = request.RequestUri!.Authority;
        if (string.Equals(demanded, had, StringComparison.Ordinal))
        {
            logger.ChallengeNotTaken(client, host, "the token had been asked for with them");
            return null;
        }

        // The next request has them, even where this one cannot be sent again.
        if (!asked.TryRemember(host, demanded))
        {
            logger.ChallengeNotTaken(client, host, "it has asked for other claims too often");
            return null;
        }

        if (!ReplayableContent.Is(request.Content))
        {
            logger.ChallengeNotTaken(client, host, "the content cannot be sent again");
            return null;
        }

        logger.ChallengeTaken(client, host);
        return demanded;
    }

    private static string? Demanded(HttpResponseMessage response)
    {
        foreach (var challenge in response.Headers.WwwAuthenticate)
        {
            if (string.Equals(challenge.Scheme, "Bearer", StringComparison.OrdinalIgnoreCase) && ClaimsChallenge.TryParse(challenge.Parameter, out var claims))
            {
                return claims;
            }
        }

        return null;
    }

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
