using MeshFunctions.Diagnostics;
using MeshFunctions.Headers;
using MeshFunctions.Tokens;
using MeshFunctions.Trust;

namespace MeshFunctions.Identity.Transactions;

/// <summary>
/// Reads the transaction from what the proven hop is configured to set, and from nothing else. The hop is believed that it passed the token on, and not what is in it: that is validated, by
/// a validator of its own (<see cref="TokenUse.Transaction"/>), which shares nothing with that of callers.
/// </summary>
internal sealed class TransactionReader(TokenValidator tokens, TimeProvider clock, MeshMeters meters)
{
    /// <summary>
    /// How long a request waits for the keys of a service that no function may have demanded. The fetch goes on for those that come later.
    /// </summary>
    public static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan DefaultRetry = TimeSpan.FromSeconds(1);

    /// <summary>The validator of transaction tokens.</summary>
    public TokenValidator Tokens => tokens;

    public ValueTask<TransactionResult> ReadAsync(RequestHeaders headers, HopTrust trust, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(headers);
        return trust is HopTrust.Proven hop && headers.Identity(hop, MeshHeader.TransactionToken) is { Length: > 0 } token
            ? ValidateAsync(token, cancellationToken)
            : default;
    }

    private async ValueTask<TransactionResult> ValidateAsync(string token, CancellationToken cancellationToken)
    {
        // Bound to no certificate: the token passes through many hands, so whoever holds one proves nothing by it.
        var pending = tokens.ValidateAsync(token.AsMemory(), certificateSha256: null, cancellationToken);
        TokenResult result;
        try
        {
            result = pending.IsCompletedSuccessfully ? pending.Result : await pending.AsTask().WaitAsync(LongestWait, clock, cancellationToken).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            result = TokenResult.Unavailable(DefaultRetry);
        }

        if (result.Token is { } validated)
        {
            return new TransactionResult(new Transaction(token, validated), null);
        }

        var unavailable = result.Error == TokenError.KeysUnavailable;
        meters.IdentityRefused(unavailable ? "transaction_keys_unavailable" : "transaction_invalid");
        return new TransactionResult(null, unavailable ? result.RetryAfter ?? DefaultRetry : null);
    }
}
