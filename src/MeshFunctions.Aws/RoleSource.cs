using Amazon.Runtime;
using Amazon.SecurityToken;
using Amazon.SecurityToken.Model;
using MeshFunctions.Credentials;
using MeshFunctions.Credentials.Leases;

namespace MeshFunctions.Aws;

/// <summary>
/// Exchanges the web identity token for credentials of a role. What may pass by itself is tried three times in all; a token that is refused is read
/// again exactly once; everything else fails at once. Four requests at most.
/// </summary>
internal sealed class RoleSource(IAmazonSecurityTokenService sts, IWebIdentitySource tokens, TimeSpan duration, TimeProvider time) : ILeaseSource<SessionKey, RoleSession>
{
    private const int Attempts = 3;

    // STS hands out identifiers of 128 characters at most, keys of 40, and session tokens of a few thousand.
    private const int LongestKey = 128;
    private const int LongestToken = 16 * 1024;
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(5);

    public async Task<Lease<RoleSession>> FetchAsync(SessionKey key, Lease<RoleSession>? current, CancellationToken cancellationToken)
    {
        var token = await ReadAsync(cancellationToken).ConfigureAwait(false);
        var wasRead = 1;
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await ExchangeAsync(key, token, cancellationToken).ConfigureAwait(false);
            }
            catch (AwsCredentialsException refused) when (refused.Error is AwsCredentialsError.TokenExpired or AwsCredentialsError.TokenInvalid && wasRead == 1)
            {
                wasRead++;
                attempt--;
                var again = await ReadAsync(cancellationToken).ConfigureAwait(false);
                if (refused.Error == AwsCredentialsError.TokenExpired && string.Equals(again.Value, token.Value, StringComparison.Ordinal))
                {
                    throw;
                }

                token = again;
            }
            catch (AwsCredentialsException refused) when (attempt < Attempts && MayPass(refused))
            {
                await Task.Delay(Pause(refused, attempt), time, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    public Exception Explain(SessionKey key, Exception failure, TimeSpan pause) => failure is AwsCredentialsException refused
        ? new AwsCredentialsException(refused.Error, $"No AWS credentials for '{key}': {refused.Message}", pause, refused.InnerException)
        : new AwsCredentialsException(AwsCredentialsError.Unavailable, $"No AWS credentials for '{key}': {failure.GetType().Name}", pause, failure);

    // Credentials that were handed out are good until they end, whatever the role's trust policy says by now.
    public bool Withdraws(Exception failure) => false;

    private async Task<WebIdentityToken> ReadAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await tokens.ReadAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            throw new AwsCredentialsException(AwsCredentialsError.NoToken, $"the token to exchange could not be obtained: {failure.GetType().Name}", innerException: failure);
        }
    }

    private async Task<Lease<RoleSession>> ExchangeAsync(SessionKey key, WebIdentityToken token, CancellationToken cancellationToken)
    {
        var asked = time.GetUtcNow();
        Amazon.SecurityToken.Model.Credentials? given;
        try
        {
            var response = await sts.AssumeRoleWithWebIdentityAsync(Request(key, token), cancellationToken).ConfigureAwait(false);
            given = response.Credentials;
        }
        catch (Exception failure) when (!cancellationToken.IsCancellationRequested)
        {
            throw StsFailure.Of(failure);
        }

        if (given is not { Expiration: { } end } || !IsText(given.AccessKeyId, LongestKey) || !IsText(given.SecretAccessKey, LongestKey) || !IsText(given.SessionToken, LongestToken))
        {
            throw new AwsCredentialsException(AwsCredentialsError.Unavailable, "STS answered without credentials");
        }

        // By a clock that is behind, the duration tells the end; by one that is ahead, STS's own time does.
        var now = time.GetUtcNow();
        var stated = new DateTimeOffset(end.ToUniversalTime());
        var expiresAt = stated < asked + duration ? stated : asked + duration;
        if (expiresAt <= now)
        {
            throw new AwsCredentialsException(AwsCredentialsError.ClockSkew, "the credentials had ended when they came");
        }

        var earlier = token.ExpiresAt is { } tokenEnd && tokenEnd > now && tokenEnd < expiresAt ? tokenEnd : expiresAt;
        var session = new RoleSession(new ImmutableCredentials(given.AccessKeyId, given.SecretAccessKey, given.SessionToken));
        return new(session, LeaseRenewal.Due(now, earlier, refreshOn: null), expiresAt, unchanged: false);
    }

    private AssumeRoleWithWebIdentityRequest Request(SessionKey key, WebIdentityToken token) => new()
    {
        RoleArn = key.RoleArn,
        RoleSessionName = key.SessionName,
        WebIdentityToken = token.Value,
        DurationSeconds = (int)duration.TotalSeconds,
        Policy = key.Policy,
    };

    // Both go into headers of later requests as they are.
    private static bool IsText(string? text, int longest) => text is { Length: > 0 } && text.Length <= longest && !text.AsSpan().ContainsAnyExceptInRange('!', '~');

    private static bool MayPass(AwsCredentialsException refused) =>
        refused.Error is AwsCredentialsError.Unavailable or AwsCredentialsError.Throttled or AwsCredentialsError.IssuerUnreachable
        && !(refused.RetryAfter > LongestPause);

    private static TimeSpan Pause(AwsCredentialsException refused, int attempt)
    {
        var doubled = FirstPause * (1 << (attempt - 1));
        return refused.RetryAfter > doubled ? refused.RetryAfter.Value : doubled;
    }
}
