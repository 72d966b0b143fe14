using System.Net.Security;
using MeshFunctions.Credentials;
using MeshFunctions.Identity;
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
    IServiceProvider services,
    ILogger<OutboundPipeline> logger)
{
    public void Apply(HttpMessageHandlerBuilder builder, OutboundClient client)
    {
        var settings = options.For(client.Name);
        var hosts = new HostList(settings.Hosts);
        var propagator = client.Propagation
            ? new MeshPropagator(lineage, hosts, TraceFormats.ToSend(settings.Formats), new BaggageNames(settings.Baggage))
            : null;
        var handlers = Handlers(client, settings, hosts, propagator, primary.Apply(builder, client, settings, propagator).SslOptions);
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
        SslClientAuthenticationOptions tls)
    {
        if (client.Certificate)
        {
            yield return new EncryptedOnlyHandler(client.Name);
            yield return Prepared(new WorkloadCertificateHandler(client.Name, tls, certificates));
        }

        yield return new SameOriginRedirectHandler();
        if (client.AccessToken)
        {
            var credential = services.GetRequiredService<CachedTokenCredential>();
            yield return new AccessTokenHandler(client.Name, client.Scope ?? settings.Scope!, credential, hosts, logger);
        }

        if (propagator is not null)
        {
            yield return new TransactionHandler(client.Name, settings.Transaction, hosts, HttpClient.DefaultProxy, transactions, logger);
            yield return new PropagationHandler(propagator);
        }
    }

    // A file that is missing is for the request that needs it; files that cannot be used are a mistake now.
    private static WorkloadCertificateHandler Prepared(WorkloadCertificateHandler handler)
    {
        handler.TryPrepare();
        return handler;
    }
}
