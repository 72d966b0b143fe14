using System.Text.Json;
using MeshFunctions.Credentials.Rotation;
using MeshFunctions.Tests.Credentials.Rotation;

namespace MeshFunctions.Tests.Properties;

public sealed class RotationDeliveryProperties
{
    private static readonly string[] Seeds = [RotationDeliveryTests.Grid, RotationDeliveryTests.Cloud, RotationDeliveryTests.Handshake];

    private static readonly string[] Tokens =
        [" ", "\"id\":", "\"1\"", ",", "{", "}", "[", "]", "\"data\":", "\"Data\":{}", "\"x\":1,", "null", "\\ud800", "\n", "\"dataVersion\":\"1\"", "\t"];

    [Fact]
    public void Read_never_throws_and_what_it_reads_can_be_written_and_read_again() => PropertyRun.Check(
        static json =>
        {
            if (RotationDeliveryTests.Read(json, out var delivery) != RotationRefusal.None)
            {
                delivery.ShouldBeNull();
                return false;
            }

            var events = delivery!.Secrets.Select(static secret => new
            {
                id = "1",
                topic = RotationDeliveryTests.Topic,
                eventType = "Microsoft.KeyVault.SecretExpired",
                data = new { objectName = secret, objectType = "Secret", vaultName = "shop" },
            }).ToList();
            if (events.Count > 0)
            {
                RotationDeliveryTests.Read(JsonSerializer.Serialize(events), out var again).ShouldBe(RotationRefusal.None);
                again!.Secrets.ShouldBe(delivery.Secrets);
            }

            return true;
        },
        Seeds,
        Tokens);
}
