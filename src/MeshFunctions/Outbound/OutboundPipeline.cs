using System.Collections.Concurrent;
using System.Net;
using MeshFunctions.Credentials;
using MeshFunctions.Identity;
using MeshFunctions.Identity.Transactions;
using MeshFunctions.Tracing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Http;
using Microsoft.Extensions.Logging;

namespace MeshFunctions.Outbound;

/// <summary>
/// Puts our handlers into a client's chain, next to its primary handler, so that a repeated attempt passes through them again. The settings are those that
/// were validated at start-up.
/// </summary>
internal sealed class OutboundPipeline(
    OutboundOptions options,
    LineageAccessor lineage,
    TransactionAccessor transactions,
    PrimaryHandlerSetup primary,
    WorkloadCertificates certificates,
    TimeProvider time,
    IServiceProvider services,
    ILogger<OutboundPipeline> logger)
{
    // A client's handlers are made anew every few minutes; what its resources asked for stays.
    private readonly ConcurrentDictionary<string, AskedClaims> _asked = new(StringComparer.Ordinal);

    public void Apply(HttpMessageHandlerBuilder builder, OutboundClient client)
    {
        var settings = options.For(client.Name);
        var hosts = new HostList(settings.Hosts);
        var propagator = client.Propagation
            ? new MeshPropagator(lineage, hosts, TraceFormats.ToSend(settings.Formats), new BaggageNames(settings.Baggage))
            : null;
        var proxy = ProxyOf(primary.Apply(builder, client, settings, propagator));
        var handlers = Handlers(client, settings, hosts, propagator, proxy);
        foreach (var handler in handlers)
        {
            builder.AdditionalHandlers.Add(handler);
        }
    }

    // From the outside in: each redirect passes the tokens and the trace again.
    private IEnumerable<DelegatingHandler> Handlers(
        OutboundClient client,
        OutboundClientOptions settings,
        HostList hosts,
        MeshPropagator? propagator,
        IWebProxy proxy)
    {
        if (client.Certificate)
        {
            yield return new MeshConnectionHandler(client.Name, hosts, certificates);
        }

        yield return new SameOriginRedirectHandler(client.Name, logger);
        if (client.AccessToken)
        {
            var credential = services.GetRequiredService<CachedTokenCredential>();
            yield return new AccessTokenHandler(client.Name, client.Scope ?? settings.Scope!, credential, hosts, _asked.GetOrAdd(client.Name, static (_, clock) => new(clock), time), logger);
        }

        if (propagator is not null || client.Transaction)
        {
            yield return new TransactionHandler(client.Name, client.PassesTransaction(settings), hosts, proxy, transactions, logger);
        }

        if (propagator is not null)
        {
            yield return new PropagationHandler(client.Name, propagator, hosts, logger);
        }
    }

    private static IWebProxy ProxyOf(SocketsHttpHandler last) => last.UseProxy ? last.Proxy ?? HttpClient.DefaultProxy : new WebProxy();
}
