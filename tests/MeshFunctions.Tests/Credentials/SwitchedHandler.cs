using System.Net;
using System.Net.Sockets;
using LocalCloud.Hosting;

namespace MeshFunctions.Tests.Credentials;

/// <summary>The way to a local cloud: open, to a port where nobody listens, or without trust in its authority. Counts what is sent.</summary>
internal sealed class SwitchedHandler : HttpMessageHandler
{
    private readonly HttpMessageInvoker _open;
    private readonly HttpMessageInvoker _refused = new(new SocketsHttpHandler { ConnectCallback = static (_, cancellationToken) => ConnectNowhereAsync(cancellationToken) });
    private readonly HttpMessageInvoker _untrusting = new(new SocketsHttpHandler());
    private int _sent;

    public SwitchedHandler(LocalCloudHost cloud) => _open = new(cloud.CreateHandler());

    public bool Refused { get; set; }

    public bool Untrusting { get; set; }

    public int Sent => Volatile.Read(ref _sent);

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _sent);
        return (Refused ? _refused : Untrusting ? _untrusting : _open).SendAsync(request, cancellationToken);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _open.Dispose();
            _refused.Dispose();
            _untrusting.Dispose();
        }

        base.Dispose(disposing);
    }

    // A port that was free a moment ago and belongs to this process: nothing listens on it.
    private static async ValueTask<Stream> ConnectNowhereAsync(CancellationToken cancellationToken)
    {
        using var bound = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        bound.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(bound.LocalEndPoint!, cancellationToken);
        throw new InvalidOperationException("Somebody listens.");
    }
}
