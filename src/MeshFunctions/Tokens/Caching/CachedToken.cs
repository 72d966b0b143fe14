using MeshFunctions.Tokens.Jws;
using MeshFunctions.Tokens.Keys;

namespace MeshFunctions.Tokens.Caching;

/// <summary>
/// What came of a token that was validated in full, and all that it depends on beside the token and the configuration: the time, the key, and the certificate that it is bound to.
/// </summary>
internal sealed class CachedToken
{
    /// <summary>How long it counts at most, however the clock on the wall is set meanwhile.</summary>
    public static readonly TimeSpan Life = TimeSpan.FromMinutes(5);

    /// <summary>Bytes that it takes beside its content, about.</summary>
    public const int OwnWeight = 512;

    private readonly ConfiguredIssuer _issuer;
    private readonly JwsAlgorithm _algorithm;
    private readonly bool _isBound;
    private readonly string? _certificateSha256;
    private readonly bool _hasKeyId;
    private readonly double _from;
    private readonly double _until;
    private readonly long _since;
    private VerificationKey _key;

    public CachedToken(in PendingToken token, VerificationKey key, TokenResult result, TimeProvider clock)
    {
        Result = result;
        _issuer = token.Issuer!;
        _algorithm = token.Algorithm!;
        (_isBound, _certificateSha256) = (token.IsBound, token.IsBound ? token.CertificateSha256 : null);
        _hasKeyId = token.HasKeyId;
        (_from, _until) = (token.Inspected, token.Expires + _issuer.ClockSkew);
        _since = clock.GetTimestamp();
        _key = key;
    }

    /// <summary>The same for every request that shows the token.</summary>
    public TokenResult Result { get; }

    /// <summary>
    /// Whether the token would be accepted now if it were validated anew. A clock that was set back before the moment of the rules says nothing of them (T41). Asks for the keys as a validation would, so that
    /// they are refreshed in time, and a key that is gone has no tokens any more (T40, T38b).
    /// </summary>
    public bool Holds(string? certificateSha256, double now, TimeProvider clock)
    {
        var timestamp = clock.GetTimestamp();
        if (!(now >= _from && now < _until)
            || clock.GetElapsedTime(_since, timestamp) >= Life
            || (_isBound && (certificateSha256 is null || !string.Equals(_certificateSha256, certificateSha256, StringComparison.Ordinal)))
            || _issuer.Keys.FindAgain(_key, _algorithm, _hasKeyId, timestamp) is not { } current)
        {
            return false;
        }

        _key = current;
        return true;
    }
}
