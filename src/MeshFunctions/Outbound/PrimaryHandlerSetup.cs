using System.Diagnostics;
using System.Runtime.CompilerServices;
using MeshFunctions.Headers;
using Microsoft.Extensions.Http;
using Microsoft.Extensions.Logging;

namespace MeshFunctions.Outbound;

/// <summary>Makes a client's primary handler keep our rules, or explains why it cannot.</summary>
internal sealed class PrimaryHandlerSetup(ILogger<PrimaryHandlerSetup> logger)
{
    private readonly ConditionalWeakTable<SocketsHttpHandler, OutboundClient> _owners = [];

    public SocketsHttpHandler Apply(HttpMessageHandlerBuilder builder, OutboundClient client, OutboundClientOptions options, MeshPropagator? propagator)
    {
        if (builder.PrimaryHandler is not SocketsHttpHandler primary)
        {
            throw Refusal(client, $"is a {builder.PrimaryHandler.GetType().Name}; only SocketsHttpHandler lets redirects, baggage and server certificates be kept in hand");
        }

        if (_owners.TryGetValue(primary, out var owner))
        {
            if (owner == client)
            {
                return primary;
            }

            throw Refusal(client, $"is that of the client '{owner.Name}' too; each client needs its own");
        }

        // Without one of ours the runtime's own propagator would send trace and baggage to any host. The spans of the calls stay.
        try
        {
            primary.AllowAutoRedirect = false;
            primary.ActivityHeadersPropagator = propagator ?? DistributedContextPropagator.CreateNoOutputPropagator();
        }
        catch (InvalidOperationException)
        {
            throw Refusal(client, "has sent requests already, so that its rules cannot be set any more; make a new one each time");
        }

        if (client.Certificate)
        {
            Secure(primary, client, options);
        }

        _owners.Add(primary, client);
        return primary;
    }

    private void Secure(SocketsHttpHandler primary, OutboundClient client, OutboundClientOptions options)
    {
        var tls = primary.SslOptions;
        if (tls.RemoteCertificateValidationCallback is not null || tls.CertificateChainPolicy is not null)
        {
            throw Refusal(client, "decides by itself which servers to trust; AddMeshCertificate() trusts the mesh bundle and the configured peer only");
        }

        if (tls.LocalCertificateSelectionCallback is not null || tls.ClientCertificateContext is not null || tls.ClientCertificates is { Count: > 0 })
        {
            throw Refusal(client, "has a client certificate of its own; AddMeshCertificate() shows the workload's");
        }

        if (!SpiffeId.TryParse(options.Peer, out var peer))
        {
            throw Refusal(client, "has no peer to expect");
        }

        tls.RemoteCertificateValidationCallback = new PeerVerifier(client.Name, peer, logger).Verify;
    }

    private static InvalidOperationException Refusal(OutboundClient client, string why) =>
        new($"The primary handler of the HTTP client '{client.Name}' {why}. Leave it out, or configure it with UseSocketsHttpHandler().");
}
