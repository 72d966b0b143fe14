using MeshFunctions.Headers;
using MeshFunctions.Tokens.Keys;

namespace MeshFunctions.Tokens.Caching;

/// <summary>
/// Tokens that were accepted, so that their signature is not verified each time. A token is put in when it is valid for the second time: most of a flood never comes again, and what does not pays for no
/// hash. Neither the token nor its signature is kept: its digest is, and what its payload says. Refusals are not kept.
/// </summary>
internal sealed class TokenCache(int capacity, TimeProvider clock)
{
    /// <summary>The most tokens that may be kept.</summary>
    public const int MaxCapacity = 65_536;

    /// <summary>What all that is kept may take, in bytes, however large the tokens are.</summary>
    public const long MaxWeight = 32L * 1024 * 1024;

    private readonly DigestCache<CachedToken> _tokens = new(capacity, MaxWeight);
    private readonly SeenTokens _seen = new(capacity);
    private readonly TokenDigest _digest = new();
    private long _aged = clock.GetTimestamp();

    /// <summary>How many tokens are kept, those that do not count any more included.</summary>
    public int Count => _tokens.Count;

    /// <summary>What was found out before, where it still holds; otherwise the token must be validated.</summary>
    public TokenResult? Find(ReadOnlySpan<char> token, string? certificateSha256, double now) =>
        _seen.MayContain(token)
        && _digest.TryMake(token, out var key)
        && _tokens.TryGet(key, out var known)
        && known.Holds(certificateSha256, now, clock)
            ? known.Result
            : null;

    /// <summary>Keeps a token that was just accepted, if it was before; the result is one that requests may share then.</summary>
    public TokenResult? Add(in PendingToken token, VerificationKey key)
    {
        var text = token.Token.Span;
        if (!_seen.MayContain(text))
        {
            _seen.Add(text);
            return null;
        }

        if (!_digest.TryMake(text, out var digest))
        {
            return null;
        }

        AgeInTime();
        var (content, claims) = TokenPayload.Read(token.Payload, token.Issuer!, static (json, payload, issuer) => (TokenContent.Read(issuer, payload), TokenClaims.ReadOthers(json, payload)));
        var result = TokenResult.Valid(new ValidatedToken(content, claims, token.Issuer!, token.Expires));
        _tokens.Set(digest, new CachedToken(token, key, result, clock), CachedToken.OwnWeight + content.Weight + claims.Weight);
        return result;
    }

    /// <summary>What nobody asked for is not kept much longer than it counts.</summary>
    private void AgeInTime()
    {
        var aged = Volatile.Read(ref _aged);
        if (clock.GetElapsedTime(aged) >= CachedToken.Life && Interlocked.CompareExchange(ref _aged, clock.GetTimestamp(), aged) == aged)
        {
            _tokens.Age();
        }
    }
}
