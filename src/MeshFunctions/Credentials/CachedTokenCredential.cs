using Azure.Core;
using Azure.Identity;
using MeshFunctions.Credentials.Leases;
using MeshFunctions.Diagnostics;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace MeshFunctions.Credentials;

/// <summary>
/// Any Azure credential, with its access tokens kept: a drop-in for every Azure SDK client. Tokens are kept by scopes, tenant, claims and
/// the continuous-access-evaluation flag, 256 of them at most, and another 32 with claims: what a challenge demands makes no other token go. However many callers wait, one request for a token is under way; a caller that
/// gives up, even the first, takes nothing away from the others. A token is renewed in the background when
/// <see cref="AccessToken.RefreshOn"/> says so, else at half of its life and at the latest five minutes before its end; the old one is
/// served meanwhile, and for as long as renewing fails, until it really expires. After a failure the next attempt waits 1 s, 2 s, … 32 s,
/// or as long as the service asks, up to an hour.
/// </summary>
public sealed class CachedTokenCredential : TokenCredential
{
    private const int WithClaims = 32;

    private readonly TokenCredential _inner;
    private readonly LeaseCache<TokenKey, AccessToken> _tokens;
    private readonly LeaseCache<TokenKey, AccessToken> _tokensWithClaims;

    /// <summary>Keeps the tokens of <paramref name="inner"/>.</summary>
    /// <param name="inner">The credential that really obtains tokens, for example a <see cref="ManagedIdentityCredential"/>.</param>
    /// <param name="time">The clock; the system's if null.</param>
    public CachedTokenCredential(TokenCredential inner, TimeProvider? time = null)
        : this(inner, time ?? TimeProvider.System, null, NullLogger<CachedTokenCredential>.Instance, LeaseJitter.Random)
    {
    }

    internal CachedTokenCredential(TokenCredential inner, TimeProvider time, MeshMeters? meters, ILogger<CachedTokenCredential> logger, Func<double>? jitter = null, CancellationToken stopping = default)
    {
        ArgumentNullException.ThrowIfNull(inner);
        _inner = inner;
        var source = new TokenSource(inner, time, jitter ?? LeaseJitter.None);
        var settings = new LeaseSettings("token", time, meters, logger);
        _tokens = new(source, settings, stopping: stopping);
        _tokensWithClaims = new(source, settings with { Capacity = WithClaims }, stopping: stopping);
    }

    /// <summary>A token for the scopes of <paramref name="requestContext"/>; proof-of-possession tokens are bound to one request and not kept.</summary>
    /// <param name="requestContext">Scopes (at least one), tenant, claims challenge.</param>
    /// <param name="cancellationToken">Ends this caller's waiting, never the request that others wait for.</param>
    /// <returns>A token that has not expired; synchronously while there is one.</returns>
    /// <exception cref="ArgumentException">No scope is given.</exception>
    /// <exception cref="AuthenticationFailedException">No token could be obtained and there is none that is still valid.</exception>
    public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken)
    {
        if (requestContext.IsProofOfPossessionEnabled)
        {
            return _inner.GetTokenAsync(requestContext, cancellationToken);
        }

        var key = TokenKey.Of(requestContext);
        ArgumentException.ThrowIfNullOrEmpty(key.Scopes, nameof(requestContext));
        return (string.IsNullOrEmpty(key.Claims) ? _tokens : _tokensWithClaims).GetAsync(key, cancellationToken);
    }

    /// <inheritdoc cref="GetTokenAsync"/>
    public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken)
    {
        if (requestContext.IsProofOfPossessionEnabled)
        {
            return _inner.GetToken(requestContext, cancellationToken);
        }

        // The request runs on the thread pool and captures no context, so blocking here cannot hold it up.
        var pending = GetTokenAsync(requestContext, cancellationToken);
        return pending.IsCompletedSuccessfully ? pending.Result : pending.AsTask().GetAwaiter().GetResult();
    }
}
