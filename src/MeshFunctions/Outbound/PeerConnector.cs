using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using MeshFunctions.Headers;
using Microsoft.Extensions.Logging;

namespace MeshFunctions.Outbound;

/// <summary>
/// Makes the connections of one client, TLS included: each with the certificate and the bundle that are in force at that moment. A primary handler fixes its own
/// TLS settings with its first request, so what an agent renews would reach only another handler.
/// </summary>
internal sealed class PeerConnector(
    string client,
    SpiffeId peer,
    WorkloadCertificates certificates,
    SslClientAuthenticationOptions settings,
    Func<SocketsHttpConnectionContext, CancellationToken, ValueTask<Stream>>? connect,
    ILogger logger)
{
    // The pool that learnt that its server has no HTTP/2 writes HTTP/1.1 onto each later connection, for requests of version 2 too.
    private readonly ConcurrentDictionary<(string Host, int Port), bool> _withoutHttp2 = [];

    /// <summary>For TLS that is not this connector's: there is none, so nobody is trusted.</summary>
    public static bool TrustNobody(object sender, object? certificate, object? chain, SslPolicyErrors errors) => false;

    public async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (!certificates.TryGet(out var own, out var why))
        {
            throw new MeshCertificateUnavailableException($"The client '{client}' uses AddMeshCertificate(), but there is nothing to show. {why}");
        }

        var transport = await (connect ?? ConnectTcpAsync)(context, cancellationToken).ConfigureAwait(false);
        var tls = new SslStream(transport, leaveInnerStreamOpen: false);
        var verifier = new PeerVerifier(client, peer, logger);
        try
        {
            var options = Options(context, own, verifier);
            await tls.AuthenticateAsClientAsync(options, cancellationToken).ConfigureAwait(false);
            if (options.ApplicationProtocols?.Contains(SslApplicationProtocol.Http2) == true && tls.NegotiatedApplicationProtocol != SslApplicationProtocol.Http2)
            {
                _withoutHttp2[Key(context.DnsEndPoint)] = true;
            }

            return tls;
        }
        catch (Exception failure)
        {
            await tls.DisposeAsync().ConfigureAwait(false);
            if (failure is OperationCanceledException)
            {
                throw;
            }

            throw verifier.Refusal is { } refusal
                ? new MeshPeerRefusedException($"The client '{client}' {refusal}. The request was not sent.", failure)
                : new HttpRequestException(HttpRequestError.SecureConnectionError, $"The client '{client}' could not agree on TLS with the server: {failure.GetType().Name}.", failure);
        }
    }

    [SuppressMessage("Reliability", "CA2000:Dispose objects before losing scope", Justification = "The stream owns it, or the catch disposes it.")]
    private static async ValueTask<Stream> ConnectTcpAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(context.DnsEndPoint, cancellationToken).ConfigureAwait(false);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private SslClientAuthenticationOptions Options(SocketsHttpConnectionContext context, WorkloadCertificate own, PeerVerifier verifier)
    {
        var options = new SslClientAuthenticationOptions
        {
            TargetHost = settings.TargetHost is { Length: > 0 } configured ? configured : HostOf(context),
            EnabledSslProtocols = settings.EnabledSslProtocols,
            CipherSuitesPolicy = settings.CipherSuitesPolicy,
            AllowRenegotiation = settings.AllowRenegotiation,
            ApplicationProtocols = Protocols(context.InitialRequestMessage, _withoutHttp2.ContainsKey(Key(context.DnsEndPoint))),
            RemoteCertificateValidationCallback = verifier.Verify,
        };
        own.ApplyTo(options);
        return options;
    }

    // As the handler itself does: a request may name another host than its address.
    private static string HostOf(SocketsHttpConnectionContext context)
    {
        var host = context.InitialRequestMessage.Headers.Host;
        return host is not null && Uri.TryCreate($"https://{host}/", UriKind.Absolute, out var named) && AsciiHost.Of(named) is { Length: > 0 } name
            ? name
            : context.DnsEndPoint.Host;
    }

    private static (string Host, int Port) Key(DnsEndPoint server) => (server.Host, server.Port);

    private static List<SslApplicationProtocol>? Protocols(HttpRequestMessage request, bool withoutHttp2) => request.Version.Major switch
    {
        < 2 => null,
        _ when request.VersionPolicy == HttpVersionPolicy.RequestVersionOrLower && withoutHttp2 => [SslApplicationProtocol.Http11],
        _ when request.VersionPolicy == HttpVersionPolicy.RequestVersionOrLower => [SslApplicationProtocol.Http2, SslApplicationProtocol.Http11],
        _ => [SslApplicationProtocol.Http2],
    };
}
