using MeshFunctions.Credentials.Leases;

namespace MeshFunctions.Credentials.Secrets;

/// <summary>Runs what needs a secret, and once more with a newer version if the first was refused.</summary>
internal sealed class SecretRotation(LeaseCache<string, SecretLease> leases)
{
    public async Task<TResult> RunAsync<TResult>(
        SecretLease lease,
        Func<LeasedSecret, CancellationToken, Task<TResult>> use,
        Func<Exception, bool> isRefusal,
        CancellationToken cancellationToken)
    {
        try
        {
            return await use(lease.Current, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception refusal) when (isRefusal(refusal))
        {
            if (await NewerAsync(lease, cancellationToken).ConfigureAwait(false) is not { } newer)
            {
                throw;
            }

            lease = newer;
        }

        return await use(lease.Current, cancellationToken).ConfigureAwait(false);
    }

    // A vault that does not answer is not the caller's error: the refusal is.
    private async ValueTask<SecretLease?> NewerAsync(SecretLease refused, CancellationToken cancellationToken)
    {
        var version = refused.Current.Version;
        var other = await leases.ReplaceAsync(
            refused.Name,
            lease => !string.Equals(lease.Current.Version, version, StringComparison.Ordinal),
            cancellationToken).ConfigureAwait(false);
        return other?.Value;
    }
}
