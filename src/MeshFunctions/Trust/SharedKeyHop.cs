using MeshFunctions.Credentials;
using MeshFunctions.Headers;
using Microsoft.Extensions.Logging;

namespace MeshFunctions.Trust;

/// <summary>One hop with a shared key, and the digests of the key's current values.</summary>
internal sealed class SharedKeyHop(string name, HopOptions options, SecretLeases leases, TimeProvider time, ILogger logger)
{
    // A key that cannot be used is replaced by a person, so it is not worth asking sooner.
    private static readonly TimeSpan UnusableRetry = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan UnavailableRetry = TimeSpan.FromSeconds(5);

    // A vault that does not answer holds no request up for as long as one fetch may take; the fetch goes on for those that come later.
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(5);

    private readonly string _secret = options.KeySecret ?? throw new ArgumentException("A hop with a shared key names its secret.", nameof(options));
    private HopKeyDigests? _digests;

    public MeshHeader Header => options.KeyHeader.Header();

    public HopTrustResult Proven { get; } = new(new HopTrust.Proven(name, subject: null, options), RetryAfter: null);

    /// <summary>The digests to compare with, or when to ask again where there are none.</summary>
    public async ValueTask<(HopKeyDigests? Digests, TimeSpan RetryAfter)> GetDigestsAsync(CancellationToken cancellationToken)
    {
        SecretLease lease;
        try
        {
            var pending = leases.GetAsync(_secret, cancellationToken);
            lease = pending.IsCompletedSuccessfully ? pending.Result : await WaitAsync(pending.AsTask(), cancellationToken).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            return (null, UnavailableRetry);
        }
        catch (LeaseUnavailableException exception)
        {
            return (null, exception.RetryAfter ?? UnavailableRetry);
        }

        var digests = Volatile.Read(ref _digests);
        if (digests is null || !digests.IsOf(lease))
        {
            digests = new HopKeyDigests(lease);
            foreach (var version in digests.UnusableVersions)
            {
                TrustLog.HopKeyUnusable(logger, name, version);
            }

            Volatile.Write(ref _digests, digests);
        }

        return digests.IsUsable ? (digests, TimeSpan.Zero) : (null, UnusableRetry);
    }

    private async Task<SecretLease> WaitAsync(Task<SecretLease> pending, CancellationToken cancellationToken)
    {
        try
        {
            return await pending.WaitAsync(LongestWait, time, cancellationToken).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            // Nobody waits for it any more, and a failure that nobody looks at would be reported as unobserved.
            _ = pending.ContinueWith(
                static late => late.Exception, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
            throw;
        }
    }
}
