using System.Collections.Concurrent;
using System.Net;
using System.Text;
using System.Text.Json;
using LocalCloud.Pki;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Cloud.Tests.Events;

/// <summary>A subscriber on https that agrees to everything, or to nothing, and keeps what it got.</summary>
internal sealed class Subscriber : IAsyncDisposable
{
    private readonly WebApplication _application;
    private readonly bool _agrees;
    private readonly ThrowawayLeaf _leaf;

    private Subscriber(ThrowawayCa authority, bool agrees)
    {
        _agrees = agrees;
        _leaf = authority.Issue(new LeafNames { CommonName = "subscriber", Addresses = [IPAddress.Loopback] });
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
            kestrel.Listen(IPAddress.Loopback, 0, listen => listen.UseHttps(_leaf.Certificate)));
        _application = builder.Build();
        _application.Run(AnswerAsync);
    }

    public Uri Url => new(new Uri(_application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single()), "/api/events");

    public ConcurrentQueue<Received> Requests { get; } = [];

    /// <summary>How many notifications are answered with 503 from now on.</summary>
    public int Failures { get; set; }

    public static async Task<Subscriber> StartAsync(ThrowawayCa authority, bool agrees = true)
    {
        var subscriber = new Subscriber(authority, agrees);
        await subscriber._application.StartAsync(TestContext.Current.CancellationToken);
        return subscriber;
    }

    public async Task<IReadOnlyList<Received>> NotificationsAsync(int count)
    {
        while (Notifications().Count < count)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, TestContext.Current.CancellationToken);
        }

        return Notifications();
    }

    public async ValueTask DisposeAsync()
    {
        await _application.DisposeAsync();
        _leaf.Dispose();
    }

    private List<Received> Notifications() => [.. Requests.Where(static request => string.Equals(request.EventType, "Notification", StringComparison.Ordinal))];

    private async Task AnswerAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body, Encoding.UTF8);
        var body = await reader.ReadToEndAsync(context.RequestAborted);
        var type = context.Request.Headers["aeg-event-type"].ToString();
        Requests.Enqueue(new Received(context.Request.Method, type, context.Request.ContentType, context.Request.Headers.ToDictionary(), body));
        if (_agrees && HttpMethods.IsOptions(context.Request.Method))
        {
            context.Response.Headers["WebHook-Allowed-Origin"] = context.Request.Headers["WebHook-Request-Origin"];
        }
        else if (_agrees && string.Equals(type, "SubscriptionValidation", StringComparison.Ordinal))
        {
            var code = JsonElement.Parse(body)[0].GetProperty("data").GetProperty("validationCode").GetString();
            await context.Response.WriteAsync($$"""{"validationResponse":"{{code}}"}""", context.RequestAborted);
        }
        else if (Failures > 0)
        {
            Failures--;
            context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        }
    }
}
