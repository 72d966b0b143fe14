using System.Net;
using System.Text.Json;
using LocalCloud.Events;

namespace Cloud.Tests.Events;

public sealed class EventGridTests
{
    [Fact]
    public async Task New_version_is_told_in_Event_Grids_schema()
    {
        await using var cloud = await CloudFixture.StartAsync();
        await using var subscriber = await Subscriber.StartAsync(cloud.Host.Authority!);
        (await SubscribeAsync(cloud, subscriber, EventSchema.EventGrid, "api://orders")).ShouldBeNull();
        var version = cloud.Host.Secrets.Add("hop-key-orders", "third");
        var got = (await subscriber.NotificationsAsync(1))[0];
        got.Method.ShouldBe("POST");
        got.ContentType.ShouldBe("application/json; charset=utf-8");
        var told = JsonElement.Parse(got.Body)[0];
        told.GetProperty("eventType").GetString().ShouldBe("Microsoft.KeyVault.SecretNewVersionCreated");
        told.GetProperty("topic").GetString().ShouldBe(cloud.Host.VaultId);
        told.GetProperty("subject").GetString().ShouldBe("hop-key-orders");
        var data = told.GetProperty("data");
        data.GetProperty("ObjectName").GetString().ShouldBe("hop-key-orders");
        data.GetProperty("ObjectType").GetString().ShouldBe("Secret");
        data.GetProperty("Version").GetString().ShouldBe(version.Id);
        data.GetProperty("Id").GetString().ShouldBe($"{cloud.Host.Url}secrets/hop-key-orders/{version.Id}");
        got.Body.ShouldNotContain("third");
        var token = got.Headers["Authorization"].ToString()["Bearer ".Length..];
        Jws.Claims(token).GetProperty("aud").GetString().ShouldBe("api://orders");
        cloud.Host.Requests.ToDictionary().Keys.ShouldNotContain(static path => path.Contains("/events/validate", StringComparison.Ordinal));
    }

    [Fact]
    public async Task New_version_is_told_as_a_CloudEvent()
    {
        await using var cloud = await CloudFixture.StartAsync();
        await using var subscriber = await Subscriber.StartAsync(cloud.Host.Authority!);
        (await SubscribeAsync(cloud, subscriber, EventSchema.CloudEvents)).ShouldBeNull();
        subscriber.Requests.ShouldHaveSingleItem().Headers["WebHook-Request-Origin"].ToString().ShouldBe("eventgrid.azure.net");
        cloud.Host.Secrets.Add("hop-key-orders", "third");
        var got = (await subscriber.NotificationsAsync(1))[0];
        got.ContentType.ShouldBe("application/cloudevents+json; charset=utf-8");
        got.Headers.ContainsKey("Authorization").ShouldBeFalse();
        var told = JsonElement.Parse(got.Body);
        told.GetProperty("specversion").GetString().ShouldBe("1.0");
        told.GetProperty("type").GetString().ShouldBe("Microsoft.KeyVault.SecretNewVersionCreated");
        told.GetProperty("source").GetString().ShouldBe(cloud.Host.VaultId);
        told.GetProperty("data").GetProperty("VaultName").GetString().ShouldBe("local");
    }

    [Theory]
    [InlineData(EventSchema.EventGrid)]
    [InlineData(EventSchema.CloudEvents)]
    public async Task Subscriber_that_does_not_agree_gets_nothing(EventSchema schema)
    {
        await using var cloud = await CloudFixture.StartAsync();
        await using var refuses = await Subscriber.StartAsync(cloud.Host.Authority!, agrees: false);
        await using var agrees = await Subscriber.StartAsync(cloud.Host.Authority!);
        (await SubscribeAsync(cloud, refuses, schema)).ShouldNotBeNull();
        (await SubscribeAsync(cloud, agrees, schema)).ShouldBeNull();
        cloud.Host.Secrets.Add("hop-key-orders", "third");
        await agrees.NotificationsAsync(1);
        refuses.Requests.ShouldHaveSingleItem("the handshake only");
    }

    [Fact]
    public async Task Subscriber_that_nobody_vouches_for_is_not_spoken_to()
    {
        await using var cloud = await CloudFixture.StartAsync();
        await using var stranger = await CloudFixture.StartAsync();
        await using var subscriber = await Subscriber.StartAsync(stranger.Host.Authority!);
        (await SubscribeAsync(cloud, subscriber, EventSchema.EventGrid)).ShouldNotBeNull();
        subscriber.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task Failed_delivery_is_tried_again()
    {
        await using var cloud = await CloudFixture.StartAsync();
        await using var subscriber = await Subscriber.StartAsync(cloud.Host.Authority!);
        await SubscribeAsync(cloud, subscriber, EventSchema.EventGrid);
        subscriber.Failures = 2;
        cloud.Host.Secrets.Add("hop-key-orders", "third");
        (await subscriber.NotificationsAsync(3)).Select(static got => got.Headers["aeg-delivery-count"].ToString()).ShouldBe(["1", "2", "3"]);
        while (cloud.Host.Deliveries.Count == 0)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, TestContext.Current.CancellationToken);
        }

        var delivery = cloud.Host.Deliveries.ShouldHaveSingleItem();
        (delivery.Status, delivery.Attempts).ShouldBe((200, 3));
    }

    [Fact]
    public async Task Near_expiry_is_told_by_itself_and_on_demand()
    {
        await using var cloud = await CloudFixture.StartAsync();
        await using var subscriber = await Subscriber.StartAsync(cloud.Host.Authority!);
        var json = $$"""{"endpoint":"{{subscriber.Url}}","headers":{"X-Key":"k"},"schema":"cloudEvents"}""";
        (await cloud.AdminAsync(HttpMethod.Post, "/admin/subscriptions", json)).Status.ShouldBe(HttpStatusCode.Created);
        await cloud.AdminAsync(HttpMethod.Post, "/admin/secrets/short", """{"value":"v","expiresInSeconds":3600}""");
        await cloud.AdminAsync(HttpMethod.Post, "/admin/events", """{"type":"SecretExpired","secret":"short"}""");
        var got = await subscriber.NotificationsAsync(3);
        got.Select(static received => JsonElement.Parse(received.Body).GetProperty("type").GetString()!.Split('.')[^1])
            .ShouldBe(["SecretNewVersionCreated", "SecretNearExpiry", "SecretExpired"]);
        got.ShouldAllBe(static received => received.Headers["X-Key"].ToString() == "k");
        (await cloud.AdminAsync(HttpMethod.Delete, "/admin/subscriptions")).Status.ShouldBe(HttpStatusCode.NoContent);
        (await cloud.AdminAsync(HttpMethod.Get, "/admin/events")).Json.GetProperty("deliveries").GetArrayLength().ShouldBeGreaterThanOrEqualTo(2);
    }

    [Theory]
    [InlineData("/admin/subscriptions", """{"endpoint":"http://events.example/x"}""")]
    [InlineData("/admin/subscriptions", """{"endpoint":"ftp://127.0.0.1/x"}""")]
    [InlineData("/admin/subscriptions", """{"endpoint":"/x"}""")]
    [InlineData("/admin/subscriptions", """{"endpoint":"https://127.0.0.1:1/x","schema":"other"}""")]
    [InlineData("/admin/subscriptions", """{"endpoint":"https://127.0.0.1:1/x"}""")]
    [InlineData("/admin/events", """{"type":"Other","secret":"hop-key-orders"}""")]
    [InlineData("/admin/events", """{"type":"SecretExpired","secret":"none"}""")]
    public async Task Bad_request_is_refused(string path, string json)
    {
        await using var cloud = await CloudFixture.StartAsync();
        (await cloud.AdminAsync(HttpMethod.Post, path, json)).Status.ShouldBe(HttpStatusCode.BadRequest);
    }

    private static Task<string?> SubscribeAsync(CloudFixture cloud, Subscriber subscriber, EventSchema schema, string? audience = null) => cloud.Host.SubscribeAsync(
        new EventSubscription { Endpoint = subscriber.Url, Schema = schema, Audience = audience },
        TestContext.Current.CancellationToken);
}
