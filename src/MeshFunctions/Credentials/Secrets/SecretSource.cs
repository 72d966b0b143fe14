using System.Net;
using Azure;
using Azure.Security.KeyVault.Secrets;
using MeshFunctions.Credentials.Leases;

namespace MeshFunctions.Credentials.Secrets;

/// <summary>The newest two usable versions of a Key Vault secret: versions are listed, then fetched unless the lease before has them.</summary>
internal sealed class SecretSource(SecretClient client, TimeSpan refreshInterval, TimeProvider time, Func<double> jitter) : ILeaseSource<string, SecretLease>
{
    private const int Active = 2;

    // Earlier, not later: the interval is what was promised.
    private const double Spread = 0.1;
    private static readonly TimeSpan ShortestWait = TimeSpan.FromSeconds(1);

    // As for issuers' keys: what has no end of its own is not believed for ever while nobody confirms it.
    private static readonly TimeSpan OldestAge = TimeSpan.FromDays(1);

    public async Task<Lease<SecretLease>> FetchAsync(string key, Lease<SecretLease>? current, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var versions = await SecretVersions.ListAsync(client, key, now, cancellationToken).ConfigureAwait(false);
        List<LeasedSecret> active = [];
        for (var i = 0; i < versions.Usable.Count && active.Count < Active; i++)
        {
            if (await ReadAsync(key, versions.Usable[i], current?.Value, cancellationToken).ConfigureAwait(false) is { } secret)
            {
                active.Add(secret);
            }
        }

        if (active.Count == 0)
        {
            throw new LeaseUnavailableException("no version is enabled and within its validity");
        }

        var lease = new SecretLease(key, active[0], active.Count > 1 ? active[1] : null) { EndsAt = active[0].ExpiresOn ?? now + OldestAge };
        var due = now + (refreshInterval * (1 - (Spread * jitter())));
        var renewAt = due < versions.NextChange ? due : versions.NextChange;
        var soonest = now + ShortestWait;
        renewAt = renewAt < soonest ? soonest : renewAt;
        return new(
            lease,
            renewAt,
            lease.EndsAt,
            Same(lease.Current, current?.Value.Current) && Same(lease.Previous, current?.Value.Previous))
        {
            CurrentUntil = renewAt + refreshInterval,
        };
    }

    public Exception Explain(string key, Exception failure, TimeSpan pause)
    {
        var refusal = UpstreamRefusal.Of(failure);
        var why = failure switch
        {
            RequestFailedException => $"the vault answered {refusal!.Status} {refusal.ErrorCode}".TrimEnd(),
            LeaseUnavailableException gone => gone.Message,
            ObjectDisposedException => "the app is stopping",
            _ => failure.GetType().Name,
        };
        return new LeaseUnavailableException($"Secret '{key}' is unavailable: {why}", refusal ?? failure, pause);
    }

    public bool Withdraws(Exception failure) =>
        failure is LeaseUnavailableException or RequestFailedException { Status: (int)HttpStatusCode.NotFound };

    // A version's value never changes, so one that the last lease holds is not fetched again.
    private async Task<LeasedSecret?> ReadAsync(string name, SecretProperties version, SecretLease? last, CancellationToken cancellationToken)
    {
        var known = Known(last?.Current, version) ?? Known(last?.Previous, version);
        if (known is not null)
        {
            return Same(known, version) ? known : new(known.Reveal(), known.Version, version.CreatedOn, version.ExpiresOn);
        }

        try
        {
            var response = await client.GetSecretAsync(name, version.Version, cancellationToken).ConfigureAwait(false);
            return new(response.Value.Value, version.Version, version.CreatedOn, version.ExpiresOn);
        }
        catch (RequestFailedException refused) when (refused.Status == (int)HttpStatusCode.NotFound || IsDisabled(refused))
        {
            // Disabled or deleted since it was listed; the next older one takes its place.
            return null;
        }
    }

    private static LeasedSecret? Known(LeasedSecret? held, SecretProperties version) =>
        held is not null && string.Equals(held.Version, version.Version, StringComparison.Ordinal) ? held : null;

    private static bool Same(LeasedSecret held, SecretProperties version) => held.ExpiresOn == version.ExpiresOn;

    private static bool Same(LeasedSecret? left, LeasedSecret? right) => string.Equals(left?.Version, right?.Version, StringComparison.Ordinal);

    private static bool IsDisabled(RequestFailedException refused) =>
        refused.Status == (int)HttpStatusCode.Forbidden && refused.Message.Contains("SecretDisabled", StringComparison.Ordinal);
}
