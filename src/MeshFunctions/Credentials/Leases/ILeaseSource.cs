namespace MeshFunctions.Credentials.Leases;

/// <summary>Where a <see cref="LeaseCache{TKey,TValue}"/> gets its leases from.</summary>
internal interface ILeaseSource<in TKey, TValue>
    where TKey : notnull
{
    /// <summary>Fetches a lease that is valid now; throws where there is none.</summary>
    Task<Lease<TValue>> FetchAsync(TKey key, Lease<TValue>? current, CancellationToken cancellationToken);

    /// <summary>The error that callers get for a failed fetch; the next one is made after <paramref name="pause"/>.</summary>
    Exception Explain(TKey key, Exception failure, TimeSpan pause);

    /// <summary>Whether the failure is the source's own word that the lease is withdrawn, so that it must not be served any longer.</summary>
    bool Withdraws(Exception failure);
}
