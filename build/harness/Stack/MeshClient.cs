using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;

namespace Harness.Stack;

/// <summary>HTTP clients of this machine that trust one CA only, add nothing of their own to a request and follow no redirect.</summary>
[SuppressMessage("Reliability", "CA2000", Justification = "A client owns its handler, a stream its socket.")]
internal static class MeshClient
{
    /// <summary>A client for plain HTTP.</summary>
    public static HttpClient Plain(Uri address) => new(Handler(), disposeHandler: true) { BaseAddress = address };

    /// <summary>A client for plain HTTP over a Unix socket.</summary>
    public static HttpClient Unix(string socket) =>
        new(Handler((_, cancellation) => ConnectAsync(ProtocolType.Unspecified, new UnixDomainSocketEndPoint(socket), cancellation)), disposeHandler: true)
        {
            BaseAddress = new Uri("http://gatekeeper/"),
        };

    /// <summary>A client for HTTPS with a server of <paramref name="ca"/>, without a certificate of its own unless one is given.</summary>
    public static HttpClient Tls(Uri address, X509Certificate2 ca, X509Certificate2? certificate = null) =>
        new(TlsHandler(ca, certificate), disposeHandler: true) { BaseAddress = address };

    /// <summary>The same, but never quicker than the edge lets its clients be.</summary>
    public static HttpClient Paced(Pace pace, Uri address, X509Certificate2 ca, X509Certificate2? certificate = null) =>
        new(new PacedHandler(pace, TlsHandler(ca, certificate)), disposeHandler: true) { BaseAddress = address };

    /// <summary>The same over one HTTP/2 connection, so that many requests arrive at once.</summary>
    public static HttpClient Quick(Uri address, X509Certificate2 ca)
    {
        HttpClient client = Tls(address, ca);
        client.DefaultRequestVersion = HttpVersion.Version20;
        client.DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact;
        return client;
    }

    /// <summary>A client of one sidecar: by its own name, which no resolver knows, so that its certificate fits.</summary>
    public static HttpClient Sidecar(string service, int port, X509Certificate2 ca, X509Certificate2? certificate) =>
        Tls(new UriBuilder(Uri.UriSchemeHttps, $"{service}.{MeshNames.TrustDomain}", port).Uri, ca, certificate);

    private static SocketsHttpHandler TlsHandler(X509Certificate2 ca, X509Certificate2? certificate)
    {
        SocketsHttpHandler handler = Handler();
        handler.SslOptions = new SslClientAuthenticationOptions
        {
            CertificateChainPolicy = new X509ChainPolicy
            {
                TrustMode = X509ChainTrustMode.CustomRootTrust,
                RevocationMode = X509RevocationMode.NoCheck,
                DisableCertificateDownloads = true,
                CustomTrustStore = { ca },
            },
            ClientCertificateContext = certificate is null ? null : SslStreamCertificateContext.Create(certificate, additionalCertificates: null, offline: true),
        };
        return handler;
    }

    private static SocketsHttpHandler Handler() =>
        Handler((context, cancellation) => ConnectAsync(ProtocolType.Tcp, new IPEndPoint(IPAddress.Loopback, context.DnsEndPoint.Port), cancellation));

    private static SocketsHttpHandler Handler(Func<SocketsHttpConnectionContext, CancellationToken, ValueTask<Stream>> connect) => new()
    {
        ActivityHeadersPropagator = null,
        AllowAutoRedirect = false,
        UseCookies = false,
        UseProxy = false,
        ConnectCallback = connect,
    };

    private static async ValueTask<Stream> ConnectAsync(ProtocolType protocol, EndPoint address, CancellationToken cancellationToken)
    {
        Socket socket = new(address.AddressFamily, SocketType.Stream, protocol);
        try
        {
            if (protocol == ProtocolType.Tcp)
            {
                socket.NoDelay = true;
            }

            await socket.ConnectAsync(address, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
