using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace MeshFunctions.Diagnostics;

/// <summary>The library's instruments. Label values are always from a closed set, never from a request.</summary>
internal sealed class MeshMeters : IDisposable
{
    private readonly Meter _meter;
    private readonly Counter<long> _hopUnproven;
    private readonly Counter<long> _identityRefused;
    private readonly Counter<long> _traceRefused;
    private readonly Counter<long> _linksDropped;
    private readonly Counter<long> _baggageDropped;
    private readonly Counter<long> _tokenValidations;
    private readonly Counter<long> _tokenKeysRefused;
    private readonly Counter<long> _accessDecisions;
    private readonly Counter<long> _leaseRefreshes;
    private readonly UpDownCounter<long> _leaseWaiters;
    private readonly ConcurrentQueue<(string Kind, Func<TimeSpan?> Age)> _leaseAges = new();

    public MeshMeters(IMeterFactory factory)
    {
        ArgumentNullException.ThrowIfNull(factory);
        _meter = factory.Create(MeshDiagnostics.Name, MeshDiagnostics.Version);
        _hopUnproven = _meter.CreateCounter<long>("mesh.hop.unproven", "{request}", "Requests whose hop proved nothing, by reason.");
        _identityRefused = _meter.CreateCounter<long>("mesh.identity.refused", "{request}", "Identity headers of a proven hop that were invalid, by reason.");
        _traceRefused = _meter.CreateCounter<long>("mesh.trace.refused", "{request}", "Incoming trace contexts that were malformed, by reason.");
        _linksDropped = _meter.CreateCounter<long>("mesh.trace.links_dropped", "{link}", "Contexts in batches of messages beyond what one span is linked to.");
        _baggageDropped = _meter.CreateCounter<long>("mesh.baggage.dropped", "{member}", "Members of incoming baggage that were malformed or over the limits, by reason.");
        _tokenValidations = _meter.CreateCounter<long>("mesh.token.validations", "{token}", "Token validations, by outcome.");
        _tokenKeysRefused = _meter.CreateCounter<long>("mesh.token.keys.refused", "{key}", "Keys in issuers' key sets that are not used, by reason.");
        _accessDecisions = _meter.CreateCounter<long>("mesh.access.decisions", "{decision}", "Access decisions, by outcome.");
        _leaseRefreshes = _meter.CreateCounter<long>("mesh.lease.refreshes", "{refresh}", "Lease refreshes, by kind and outcome.");
        _leaseWaiters = _meter.CreateUpDownCounter<long>("mesh.lease.waiters", "{caller}", "Callers that wait for a lease, by kind.");
        _meter.CreateObservableGauge("mesh.lease.age", LeaseAges, "s", "Age of the oldest lease in use, by kind.");
    }

    public void Dispose() => _meter.Dispose();

    /// <summary>Has the time asked for that is left of the first leased secret to expire, whenever somebody collects.</summary>
    public void ObserveSecrets(Func<TimeSpan?> left) =>
        _meter.CreateObservableGauge("mesh.secret.expiry", () => left() is { } time ? [new Measurement<long>((long)time.TotalSeconds)] : Array.Empty<Measurement<long>>(), "s", "Time until the first of the leased secrets expires.");

    /// <summary>Has the seconds left of each certificate asked for whenever somebody collects.</summary>
    public void ObserveCertificates(Func<IEnumerable<Measurement<long>>> left) =>
        _meter.CreateObservableGauge("mesh.certificate.expiry", left, "s", "Time until the certificate in force expires, negative once it has, by file.");

    public void HopUnproven(string reason) => _hopUnproven.Add(1, new KeyValuePair<string, object?>(TagNames.Reason, reason));

    public void IdentityRefused(string reason) => _identityRefused.Add(1, new KeyValuePair<string, object?>(TagNames.Reason, reason));

    public void TraceRefused(string reason) => _traceRefused.Add(1, new KeyValuePair<string, object?>(TagNames.Reason, reason));

    public void LinksDropped(int count)
    {
        if (count > 0)
        {
            _linksDropped.Add(count);
        }
    }

    public void BaggageDropped(string reason, int count)
    {
        if (count > 0)
        {
            _baggageDropped.Add(count, new KeyValuePair<string, object?>(TagNames.Reason, reason));
        }
    }

    public void TokenValidated(string outcome) => _tokenValidations.Add(1, new KeyValuePair<string, object?>(TagNames.Outcome, outcome));

    public void TokenKeyRefused(string reason) => _tokenKeysRefused.Add(1, new KeyValuePair<string, object?>(TagNames.Reason, reason));

    public void AccessDecided(string outcome) => _accessDecisions.Add(1, new KeyValuePair<string, object?>(TagNames.Outcome, outcome));

    public void LeaseRefreshed(string kind, string outcome) => _leaseRefreshes.Add(
        1,
        new KeyValuePair<string, object?>(TagNames.LeaseKind, kind),
        new KeyValuePair<string, object?>(TagNames.Outcome, outcome));

    public void LeaseWaiters(string kind, int change) => _leaseWaiters.Add(change, new KeyValuePair<string, object?>(TagNames.LeaseKind, kind));

    /// <summary>Has the age of the oldest lease of a cache asked for whenever metrics are collected.</summary>
    public void ObserveLeases(string kind, Func<TimeSpan?> oldest) => _leaseAges.Enqueue((kind, oldest));

    private IEnumerable<Measurement<long>> LeaseAges() => _leaseAges
        .GroupBy(static cache => cache.Kind, static cache => cache.Age(), StringComparer.Ordinal)
        .Where(static kind => kind.Any(static age => age is not null))
        .Select(static kind => new Measurement<long>((long)kind.Max()!.Value.TotalSeconds, new KeyValuePair<string, object?>(TagNames.LeaseKind, kind.Key)));
}
