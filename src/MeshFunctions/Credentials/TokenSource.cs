using Azure.Core;
using Azure.Identity;
using MeshFunctions.Credentials.Leases;

namespace MeshFunctions.Credentials;

/// <summary>Access tokens of an Azure.Identity credential.</summary>
internal sealed class TokenSource(TokenCredential inner, TimeProvider time, Func<double> jitter) : ILeaseSource<TokenKey, AccessToken>
{
    public async Task<Lease<AccessToken>> FetchAsync(TokenKey key, Lease<AccessToken>? current, CancellationToken cancellationToken)
    {
        var token = await AskAsync(key, cancellationToken).ConfigureAwait(false);
        var now = time.GetUtcNow();
        if (string.IsNullOrEmpty(token.Token) || token.ExpiresOn <= now)
        {
            throw new AuthenticationFailedException("The credential returned no token, or one that has expired already.");
        }

        var unchanged = string.Equals(current?.Value.Token, token.Token, StringComparison.Ordinal);
        return new(token, LeaseRenewal.Due(now, token.ExpiresOn, token.RefreshOn, jitter()), token.ExpiresOn, unchanged);
    }

    // Azure SDK clients, and credentials that chain others, tell errors apart by these types.
    public Exception Explain(TokenKey key, Exception failure, TimeSpan pause)
    {
        if (UpstreamRefusal.Of(failure) is { } refusal)
        {
            var message = $"No access token for '{key}': {refusal.Message} ({failure.GetBaseException().GetType().Name}).";
            return failure is CredentialUnavailableException ? new CredentialUnavailableException(message, refusal) : new AuthenticationFailedException(message, refusal);
        }

        return failure is AuthenticationFailedException
            ? failure
            : new AuthenticationFailedException($"No access token for '{key}': {(failure is ObjectDisposedException ? "the app is stopping" : failure.GetType().Name)}.", failure);
    }

    public bool Withdraws(Exception failure) => false;

    private async Task<AccessToken> AskAsync(TokenKey key, CancellationToken cancellationToken)
    {
        var advice = RetryAdvice.Listen();
        try
        {
            return await inner.GetTokenAsync(key.ToContext(), cancellationToken).ConfigureAwait(false);
        }
        catch (Exception failure)
        {
            advice.AddTo(failure);
            throw;
        }
    }
}
