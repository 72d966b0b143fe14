using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.DependencyInjection;

namespace Harness.Checks;

/// <summary>Catalog in two places, both with its real certificate: the first redirects to wherever it is told, and both keep the headers of what they are asked.</summary>
internal sealed class RecordingPeer : IAsyncDisposable
{
    private readonly WebApplication _app;

    private RecordingPeer(WebApplication app) => _app = app;

    /// <summary>What came: the port, the path, and all headers.</summary>
    public ConcurrentQueue<(int Port, string Path, IReadOnlyDictionary<string, string> Headers)> Requests { get; } = [];

    public int First { get; private set; }

    public int Second { get; private set; }

    /// <summary>Where the first one redirects requests for items to.</summary>
    public string Redirect { get; set; } = "/";

    public static async Task<RecordingPeer> StartAsync(X509Certificate2 certificate, CancellationToken cancellationToken)
    {
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.ConfigureHttpsDefaults(https =>
            {
                https.ClientCertificateMode = ClientCertificateMode.RequireCertificate;
                https.AllowAnyClientCertificate();
            });
            kestrel.Listen(IPAddress.Loopback, 0, listen => listen.UseHttps(certificate));
            kestrel.Listen(IPAddress.Loopback, 0, listen => listen.UseHttps(certificate));
        });
        RecordingPeer peer = new(builder.Build());
        peer._app.Run(peer.AnswerAsync);
        await peer._app.StartAsync(cancellationToken);
        ICollection<string> addresses = peer._app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses;
        (peer.First, peer.Second) = (new Uri(addresses.First()).Port, new Uri(addresses.Last()).Port);
        return peer;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private Task AnswerAsync(HttpContext context)
    {
        int port = context.Connection.LocalPort;
        string path = context.Request.Path;
        Requests.Enqueue((port, path, context.Request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase)));
        if (port == First && path.StartsWith("/api/items/", StringComparison.Ordinal))
        {
            context.Response.Redirect(Redirect);
            return Task.CompletedTask;
        }

        return context.Response.WriteAsJsonAsync(new { sku = "tea-green-100", name = "Green tea", price = 100, currency = "EUR" }, context.RequestAborted);
    }
}
