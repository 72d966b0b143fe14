using System.Diagnostics.CodeAnalysis;
using System.Diagnostics.Metrics;
using MeshFunctions.Diagnostics;
using MeshFunctions.Tokens.Caching;
using MeshFunctions.Tokens.Jws;
using MeshFunctions.Tokens.Keys;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace MeshFunctions.Tokens;

/// <summary>
/// Validates access tokens (compact JWS, RFC 7515; JWT, RFC 7519) of the configured issuers: structure, algorithm, claims, and last the
/// signature by exactly one key of the issuer (RFC 8725). Make one for the whole application and share it: it holds the issuers' keys,
/// and all its members may be used by several threads at once.
/// </summary>
public sealed class TokenValidator
{
    /// <summary>A token waits for a refresh of the keys, perhaps for one more that is news, and then there is an answer.</summary>
    private const int MaxWaits = 3;

    private readonly IssuerTable _issuers;
    private readonly TokenCache? _cache;
    private readonly TimeProvider _clock;
    private readonly TokenOutcomes _outcomes;

    internal TokenValidator(TokensOptions options, TimeProvider clock, MeshMeters? meters, ILogger<TokenValidator> logger, TokenUse use = TokenUse.Access)
    {
        _clock = clock;
        _outcomes = new TokenOutcomes(meters, logger);
        _issuers = new IssuerTable(options, clock, meters, logger, use);

        // A transaction's token is news to most apps, and seen a few times at most.
        _cache = use == TokenUse.Access && options.CachedTokens > 0 ? new TokenCache(options.CachedTokens, clock) : null;
    }

    /// <summary>Makes a validator for use outside a function app (inside, <c>UseMeshFunctions</c> makes it).</summary>
    /// <param name="options">The issuers; read once, later changes have no effect.</param>
    /// <param name="timeProvider">The clock; the system's where null.</param>
    /// <param name="loggerFactory">Where to log; nowhere where null. No part of a token is ever logged.</param>
    /// <param name="meterFactory">Where to count (<c>mesh.token.validations</c>); nowhere where null.</param>
    /// <returns>A validator that has not fetched any keys yet: the first token of each issuer makes it do so, or <see cref="PrefetchKeysAsync"/>.</returns>
    /// <exception cref="ArgumentException">The options are wrong; the message lists every error.</exception>
    [SuppressMessage("Reliability", "CA2000", Justification = "The instruments live as long as the validator, and their meter is the factory's to end.")]
    public static TokenValidator Create(
        TokensOptions options,
        TimeProvider? timeProvider = null,
        ILoggerFactory? loggerFactory = null,
        IMeterFactory? meterFactory = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        var errors = new List<string>();
        TokensOptionsValidator.Validate(options, "MeshFunctions:Tokens", errors);
        if (errors.Count > 0)
        {
            throw new ArgumentException(string.Join(Environment.NewLine, errors), nameof(options));
        }

        return new TokenValidator(
            options,
            timeProvider ?? TimeProvider.System,
            meterFactory is null ? null : new MeshMeters(meterFactory),
            (loggerFactory ?? NullLoggerFactory.Instance).CreateLogger<TokenValidator>());
    }

    /// <summary>
    /// Fetches the keys of every issuer that has none yet, all at once, so that no token has to wait for them. What fails is fetched again by the first token that needs it, and is logged.
    /// </summary>
    /// <param name="cancellationToken">Ends the wait; the fetches go on.</param>
    /// <returns>The names, in the configuration, of the issuers whose keys could not be had; empty where all is well.</returns>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    public Task<IReadOnlyList<string>> PrefetchKeysAsync(CancellationToken cancellationToken = default) => _issuers.PrefetchKeysAsync(cancellationToken);

    /// <summary>Whether the keys of the issuer of that name, for all its tenants, may be used; fetched now where there are none. True for a name that is not one of this validator's.</summary>
    internal Task<bool> EnsureKeysAsync(string name, CancellationToken cancellationToken) => _issuers.EnsureKeysAsync(name, cancellationToken);

    /// <summary>
    /// Validates a bearer token; one that is bound to a certificate is refused. A bad one is a result, never an exception, whatever is in it. It completes synchronously unless the issuer's
    /// keys must be fetched first, which takes ten seconds at most for each of up to three fetches.
    /// </summary>
    /// <param name="token">The token alone, without <c>Bearer</c>.</param>
    /// <param name="cancellationToken">Ends the wait for keys; the fetch itself goes on for the others who wait.</param>
    /// <returns>The validated token, or the one reason why it was refused.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="token"/> is null.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled while waiting for keys.</exception>
    public ValueTask<TokenResult> ValidateAsync(string token, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(token);
        return ValidateAsync(token.AsMemory(), null, cancellationToken);
    }

    /// <summary>
    /// Validates a token that may be bound to a certificate (<c>cnf</c> with <c>x5t#S256</c>, RFC 8705 §3.1): it is accepted where its sender showed that one by mutual TLS. A token that is not bound is
    /// accepted as it is without; one that is bound in another way is refused.
    /// </summary>
    /// <param name="token">The token alone, without <c>Bearer</c>.</param>
    /// <param name="certificateSha256">SHA-256 of the client certificate's DER, 64 hexadecimal digits; null where the client showed none. Never from a header that the client could have written.</param>
    /// <param name="cancellationToken">Ends the wait for keys; the fetch itself goes on for the others who wait.</param>
    /// <returns>The validated token, or the one reason why it was refused.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="token"/> is null.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled while waiting for keys.</exception>
    public ValueTask<TokenResult> ValidateBoundAsync(string token, string? certificateSha256, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(token);
        return ValidateAsync(token.AsMemory(), certificateSha256, cancellationToken);
    }

    /// <summary>The same over a part of a longer text, as the header of a request is; the text may be held by the result.</summary>
    internal ValueTask<TokenResult> ValidateAsync(ReadOnlyMemory<char> token, string? certificateSha256, CancellationToken cancellationToken)
    {
        if (token.Length > CompactJws.MaxLength)
        {
            return new(_outcomes.Refuse(TokenError.TooLarge, null));
        }

        var now = NowInSeconds();
        if (_cache?.Find(token.Span, certificateSha256, now) is { } known)
        {
            _outcomes.Accept();
            return new(known);
        }

        var pending = new PendingToken(token, certificateSha256);
        var waits = false;
        try
        {
            var error = TokenInspector.Inspect(ref pending, _issuers, now);
            if (error != TokenError.None)
            {
                return new(_outcomes.Refuse(error, pending.Issuer));
            }

            var since = pending.Issuer!.Keys.Started;
            var lookup = pending.Issuer.Keys.Look(pending.KeyId, pending.HasKeyId, since);
            waits = lookup.Refresh is not null;
            return waits ? AwaitKeyAsync(pending, lookup, since, cancellationToken) : new(Conclude(pending, lookup));
        }
        finally
        {
            if (!waits)
            {
                pending.Release();
            }
        }
    }

    private async ValueTask<TokenResult> AwaitKeyAsync(PendingToken pending, KeyLookup lookup, int since, CancellationToken cancellationToken)
    {
        try
        {
            for (var waited = 0; lookup.Refresh is not null && waited < MaxWaits; waited++)
            {
                await lookup.Refresh.WaitAsync(cancellationToken).ConfigureAwait(false);
                lookup = pending.Issuer!.Keys.Look(pending.KeyId, pending.HasKeyId, since);
            }

            // The wait may have outlived the token.
            return NowInSeconds() < pending.Expires + pending.Issuer!.ClockSkew
                ? Conclude(pending, lookup)
                : _outcomes.Refuse(TokenError.Expired, pending.Issuer);
        }
        finally
        {
            pending.Release();
        }
    }

    private TokenResult Conclude(in PendingToken pending, in KeyLookup lookup)
    {
        var (issuer, algorithm) = (pending.Issuer!, pending.Algorithm!);
        if (lookup.Key is not { } key)
        {
            return lookup.Error == TokenError.KeysUnavailable ? _outcomes.Unavailable(issuer, lookup.RetryAfter) : _outcomes.Refuse(lookup.Error, issuer);
        }

        if (!key.Allows(algorithm))
        {
            return _outcomes.Refuse(TokenError.KeyNotAllowed, issuer);
        }

        if (!key.Verify(algorithm, pending.Signed, pending.Signature))
        {
            return _outcomes.Refuse(TokenError.SignatureInvalid, issuer);
        }

        _outcomes.Accept();
        return _cache?.Add(pending, key) ?? TokenResult.Valid(new ValidatedToken(pending.Token, issuer, pending.Expires));
    }

    private double NowInSeconds() => (_clock.GetUtcNow() - DateTimeOffset.UnixEpoch).TotalSeconds;
}
