using System.Diagnostics;
using System.Runtime.CompilerServices;
using MeshFunctions.Headers;
using Microsoft.Extensions.Http;
using Microsoft.Extensions.Logging;

namespace MeshFunctions.Outbound;

/// <summary>Makes a client's primary handler keep our rules, or explains why it cannot.</summary>
internal sealed class PrimaryHandlerSetup(WorkloadCertificates certificates, ILogger<PrimaryHandlerSetup> logger)
{
    /// <summary>How long a connection is used at most, and so how long one goes on with a certificate that has a successor; a request under way is not cut off.</summary>
    public static readonly TimeSpan LongestConnection = TimeSpan.FromMinutes(2);

    private readonly ConditionalWeakTable<SocketsHttpHandler, OutboundClient> _owners = [];

    public SocketsHttpHandler Apply(HttpMessageHandlerBuilder builder, OutboundClient client, OutboundClientOptions options, MeshPropagator? propagator)
    {
        if (builder.PrimaryHandler is not SocketsHttpHandler primary)
        {
            throw Refusal(client, $"is a {builder.PrimaryHandler.GetType().Name}; only SocketsHttpHandler lets redirects, baggage and server certificates be kept in hand");
        }

        if (_owners.TryGetValue(primary, out var owner))
        {
            // One that is handed out again: what it does with each connection is made anew there.
            return owner == client ? primary : throw Refusal(client, $"is that of the client '{owner.Name}' too; each client needs its own");
        }

        var peer = default(SpiffeId);
        if (client.Certificate && !SpiffeId.TryParse(options.Peer, out peer))
        {
            throw Refusal(client, "has no peer to expect");
        }

        if (PrimaryHandlerRules.Broken(primary, client, options) is { } rule)
        {
            throw Refusal(client, rule);
        }

        // Without one of ours the runtime's own propagator would send trace and baggage to any host. The spans of the calls stay.
        try
        {
            primary.AllowAutoRedirect = false;
            primary.ActivityHeadersPropagator = propagator ?? DistributedContextPropagator.CreateNoOutputPropagator();
            if (client.Certificate)
            {
                Secure(primary, client, peer);
            }
        }
        catch (InvalidOperationException)
        {
            throw Refusal(client, "has sent requests already, so that its rules cannot be set any more; make a new one each time");
        }

        _owners.Add(primary, client);
        return primary;
    }

    private void Secure(SocketsHttpHandler primary, OutboundClient client, SpiffeId peer)
    {
        primary.UseProxy = false;
        primary.ConnectCallback = new PeerConnector(client.Name, peer, certificates, primary.SslOptions, primary.ConnectCallback, logger).ConnectAsync;
        primary.SslOptions.RemoteCertificateValidationCallback = PeerConnector.TrustNobody;
        if (primary.PooledConnectionLifetime > LongestConnection || primary.PooledConnectionLifetime < TimeSpan.Zero)
        {
            primary.PooledConnectionLifetime = LongestConnection;
        }
    }

    private static InvalidOperationException Refusal(OutboundClient client, string why) =>
        new($"The primary handler of the HTTP client '{client.Name}' {why}. Leave it out, or configure it with UseSocketsHttpHandler().");
}
