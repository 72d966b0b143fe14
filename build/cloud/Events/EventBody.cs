using System.Globalization;
using System.Text.Json.Nodes;
using LocalCloud.Hosting;

namespace LocalCloud.Events;

/// <summary>Writes events in both schemas.</summary>
internal static class EventBody
{
    public static string For(EventSchema schema, VaultEvent happened, CloudAddress address) =>
        schema == EventSchema.CloudEvents ? CloudEvent(happened, address).ToJsonString() : new JsonArray(GridEvent(happened, address)).ToJsonString();

    public static string ContentType(EventSchema schema) =>
        schema == EventSchema.CloudEvents ? "application/cloudevents+json" : "application/json";

    public static string Validation(string code, string url, string id, DateTimeOffset now, CloudAddress address) => new JsonArray(new JsonObject
    {
        ["id"] = id,
        ["topic"] = address.VaultId,
        ["subject"] = "",
        ["data"] = new JsonObject { ["validationCode"] = code, ["validationUrl"] = url },
        ["eventType"] = "Microsoft.EventGrid.SubscriptionValidationEvent",
        ["eventTime"] = Time(now),
        ["metadataVersion"] = "1",
        ["dataVersion"] = "2",
    }).ToJsonString();

    private static JsonObject GridEvent(VaultEvent happened, CloudAddress address) => new()
    {
        ["id"] = happened.Id,
        ["topic"] = address.VaultId,
        ["subject"] = happened.Name,
        ["eventType"] = happened.Type,
        ["data"] = happened.Data(address.Url, CloudAddress.VaultName),
        ["dataVersion"] = "1",
        ["metadataVersion"] = "1",
        ["eventTime"] = Time(happened.Time),
    };

    private static JsonObject CloudEvent(VaultEvent happened, CloudAddress address) => new()
    {
        ["id"] = happened.Id,
        ["source"] = address.VaultId,
        ["subject"] = happened.Name,
        ["type"] = happened.Type,
        ["data"] = happened.Data(address.Url, CloudAddress.VaultName),
        ["specversion"] = "1.0",
        ["time"] = Time(happened.Time),
    };

    private static string Time(DateTimeOffset time) => time.ToString("yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'", CultureInfo.InvariantCulture);
}
