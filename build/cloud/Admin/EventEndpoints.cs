using System.Text.Json.Nodes;
using LocalCloud.Events;
using LocalCloud.Hosting;
using LocalCloud.Vault;

namespace LocalCloud.Admin;

/// <summary>Subscribers of the vault's events, and events on demand.</summary>
internal sealed class EventEndpoints(EventGrid events, SecretStore secrets)
{
    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/admin/subscriptions", SubscribeAsync);
        routes.MapDelete("/admin/subscriptions", UnsubscribeAsync);
        routes.MapPost("/admin/events", PublishAsync);
        routes.MapGet("/admin/events", DeliveriesAsync);
    }

    private async Task SubscribeAsync(HttpContext context)
    {
        var (request, fault) = await AdminBody.ReadAsync<SubscriptionRequest>(context);
        if (request?.ToSubscription() is not { } subscription)
        {
            await ErrorAsync(context, fault ?? "endpoint is https, or http on a loopback address; schema is eventGrid or cloudEvents");
            return;
        }

        if (await events.SubscribeAsync(subscription, context.RequestAborted) is { } refusal)
        {
            await ErrorAsync(context, refusal);
            return;
        }

        context.Response.StatusCode = StatusCodes.Status201Created;
    }

    private Task UnsubscribeAsync(HttpContext context)
    {
        events.Unsubscribe();
        context.Response.StatusCode = StatusCodes.Status204NoContent;
        return Task.CompletedTask;
    }

    private async Task PublishAsync(HttpContext context)
    {
        var (request, fault) = await AdminBody.ReadAsync<EventRequest>(context);
        if (request?.ToType() is not { } type || secrets.Find(request.Secret, version: null) is not { } version)
        {
            await ErrorAsync(context, fault ?? "type is SecretNewVersionCreated, SecretNearExpiry or SecretExpired; secret is one that there is");
            return;
        }

        events.Publish(type, request.Secret, version);
        context.Response.StatusCode = StatusCodes.Status202Accepted;
    }

    private Task DeliveriesAsync(HttpContext context) => Answer.JsonAsync(context, StatusCodes.Status200OK, new JsonObject
    {
        ["deliveries"] = new JsonArray([.. events.Deliveries.Select(static delivery => new JsonObject
        {
            ["eventId"] = delivery.EventId,
            ["eventType"] = delivery.EventType,
            ["secret"] = delivery.Secret,
            ["endpoint"] = delivery.Endpoint.GetLeftPart(UriPartial.Path),
            ["status"] = delivery.Status,
            ["attempts"] = delivery.Attempts,
        })]),
    });

    private static Task ErrorAsync(HttpContext context, string error) =>
        Answer.JsonAsync(context, StatusCodes.Status400BadRequest, new JsonObject { ["error"] = error });
}
