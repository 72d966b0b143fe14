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

namespace MeshFunctions.Tests.Outbound;

/// <summary>An origin on loopback that keeps every header it gets; https with a certificate, else http.</summary>
internal sealed class RecordingServer : IAsyncDisposable
{
    private readonly WebApplication _application;
    private readonly List<RecordedRequest> _requests = [];
    private readonly Lock _gate = new();

    private readonly ConcurrentDictionary<string, bool> _open;

    private RecordingServer(WebApplication application, ConcurrentDictionary<string, bool> open)
    {
        _application = application;
        _open = open;
    }

    /// <summary>The connections that are open now.</summary>
    public IReadOnlyCollection<string> Open => [.. _open.Keys];

    public Uri Url { get; private set; } = new("https://unset.example");

    /// <summary>What it answers; 200 with nothing by default.</summary>
    public Func<HttpContext, Task> Answer { get; set; } = static _ => Task.CompletedTask;

    public IReadOnlyList<RecordedRequest> Requests
    {
        get
        {
            lock (_gate)
            {
                return [.. _requests];
            }
        }
    }

    public RecordedRequest Only => Requests.ShouldHaveSingleItem();

    public static async Task<RecordingServer> StartAsync(X509Certificate2? certificate, HttpProtocols protocols = HttpProtocols.Http1AndHttp2)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        var open = new ConcurrentDictionary<string, bool>(StringComparer.Ordinal);
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen =>
        {
            listen.Protocols = protocols;
            listen.Use(next => async connection =>
            {
                open[connection.ConnectionId] = true;
                try
                {
                    await next(connection);
                }
                finally
                {
                    open.TryRemove(connection.ConnectionId, out _);
                }
            });
            if (certificate is not null)
            {
                listen.UseHttps(new HttpsConnectionAdapterOptions
                {
                    ServerCertificate = certificate,
                    ClientCertificateMode = ClientCertificateMode.AllowCertificate,
                    ClientCertificateValidation = static (_, _, _) => true,
                });
            }
        }));
        var application = builder.Build();
        var server = new RecordingServer(application, open);
        application.Run(server.RecordAsync);
        await application.StartAsync(TestContext.Current.CancellationToken);
        server.Url = new Uri(application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());
        return server;
    }

    /// <summary>Answers a redirect.</summary>
    public void Redirect(int status, string location) => Answer = context =>
    {
        context.Response.StatusCode = status;
        context.Response.Headers.Location = location;
        return Task.CompletedTask;
    };

    public ValueTask DisposeAsync() => _application.DisposeAsync();

    private async Task RecordAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body);
        var body = await reader.ReadToEndAsync(context.RequestAborted);
        var request = new RecordedRequest(
            context.Request.Method,
            context.Request.Path + context.Request.QueryString,
            context.Request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase),
            body,
            context.Connection.ClientCertificate?.Subject,
            context.Connection.ClientCertificate?.SerialNumber,
            context.Connection.Id);
        lock (_gate)
        {
            _requests.Add(request);
        }

        await Answer(context);
    }
}
