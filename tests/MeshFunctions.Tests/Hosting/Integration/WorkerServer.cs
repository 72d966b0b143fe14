using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace MeshFunctions.Tests.Hosting.Integration;

/// <summary>
/// The worker's own Kestrel server in ASP.NET Core integration mode. Requests come in here with all their headers; what reaches the invocation itself, as from
/// the host, is the address and an id and nothing else. With a certificate it speaks TLS and takes any client certificate.
/// </summary>
internal sealed class WorkerServer : IAsyncDisposable
{
    private readonly WebApplication _server;
    private readonly HttpClient _host;

    private WorkerServer(WebApplication server, HttpClient host, Uri url)
    {
        _server = server;
        _host = host;
        Url = url;
    }

    public Uri Url { get; }

    public static async Task<WorkerServer> StartAsync(Uri host, ForwardedRequests forwarded, X509Certificate2? certificate = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls().UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel =>
        {
            kestrel.Limits.MaxRequestHeadersTotalSize = 128 * 1024;
            kestrel.Listen(System.Net.IPAddress.Loopback, 0, listen =>
            {
                if (certificate is not null)
                {
                    listen.UseHttps(certificate, https =>
                    {
                        https.ClientCertificateMode = ClientCertificateMode.AllowCertificate;
                        https.ClientCertificateValidation = static (_, _, _) => true;
                    });
                }
            });
        });
        var server = builder.Build();
#pragma warning disable CA2000 // The client owns it.
        var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, ActivityHeadersPropagator = null, UseProxy = false });
#pragma warning restore CA2000
        server.Run(http => ForwardAsync(http, host, client, forwarded));
        await server.StartAsync(TestContext.Current.CancellationToken);
        var address = server.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        return new WorkerServer(server, client, new Uri(address));
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _host.Dispose();
    }

    private static async Task ForwardAsync(HttpContext http, Uri host, HttpClient client, ForwardedRequests forwarded)
    {
        using var invocation = new HttpRequestMessage(new HttpMethod(http.Request.Method), new Uri(host, http.Request.GetEncodedPathAndQuery()));
        invocation.Headers.TryAddWithoutValidation(ForwardedRequests.IdHeader, forwarded.Add(http));
        if (http.Request.ContentLength > 0)
        {
            invocation.Content = new StreamContent(http.Request.Body);
            invocation.Content.Headers.TryAddWithoutValidation("Content-Type", http.Request.ContentType);
        }

        using var finished = await client.SendAsync(invocation, http.RequestAborted);
        if (!http.Response.HasStarted && (int)finished.StatusCode >= 400)
        {
            // What the invocation itself could not answer: no such function, or an exception that left the pipeline.
            http.Response.StatusCode = (int)finished.StatusCode;
        }
    }
}
