using System.Text;
using MeshFunctions.Credentials.Rotation;

namespace MeshFunctions.Tests.Credentials.Rotation;

public sealed class RotationDeliveryTests
{
    internal const string Topic = "/subscriptions/s/resourceGroups/g/providers/Microsoft.KeyVault/vaults/shop";

    internal const string Grid = """
        [{"id":"1","topic":"/subscriptions/s/resourceGroups/g/providers/Microsoft.KeyVault/vaults/shop","subject":"db","eventType":"Microsoft.KeyVault.SecretNewVersionCreated",
        "data":{"Id":"https://evil.example/secrets/db/0","VaultName":"shop","ObjectType":"Secret","ObjectName":"db","Version":"0","NBF":null,"EXP":null},"dataVersion":"1","metadataVersion":"1"}]
        """;

    internal const string Cloud = """
        {"id":"1","source":"/subscriptions/S/resourcegroups/g/providers/microsoft.keyvault/vaults/SHOP","subject":"db","type":"Microsoft.KeyVault.SecretNearExpiry","specversion":"1.0",
        "data":{"id":"https://evil.example/","vaultName":"shop","objectType":"Secret","objectName":"db"}}
        """;

    internal const string Handshake = """
        [{"id":"1","topic":"/subscriptions/s/resourceGroups/g/providers/Microsoft.KeyVault/vaults/shop","subject":"","eventType":"Microsoft.EventGrid.SubscriptionValidationEvent",
        "data":{"validationCode":"512d38b6-c7b8","validationUrl":"https://evil.example/validate"}}]
        """;

    [Theory]
    [InlineData(Grid)]
    [InlineData(Cloud)]
    public void Secret_is_read_in_both_schemas_and_any_case_of_names(string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        Names(json).ShouldBe(["db"]);
        Names(json.Replace("\"data\"", "\"Data\"", StringComparison.Ordinal).Replace("bjectName\"", "BJECTNAME\"", StringComparison.Ordinal)).ShouldBe(["db"]);
        Names($"[{Cloud},{Cloud.Replace("\"db\"", "\"DB\"", StringComparison.Ordinal)},{Grid.Trim()[1..^1]}]").ShouldBe(["db"], "each once");
    }

    [Fact]
    public void Handshake_gives_the_code()
    {
        Read(Handshake, out var delivery).ShouldBe(RotationRefusal.None);
        delivery!.ValidationCode.ShouldBe("512d38b6-c7b8");
        delivery.Secrets.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("vaults/shop", "vaults/other")]
    [InlineData("\"VaultName\":\"shop\"", "\"VaultName\":\"other\"")]
    [InlineData("/subscriptions/s/", "/subscriptions/t/")]
    public void Event_of_somebody_else_refuses_all(string part, string other)
    {
        var forged = Grid.Replace(part, other, StringComparison.Ordinal);
        Read(forged, out var delivery).ShouldBe(RotationRefusal.Foreign);
        delivery.ShouldBeNull();
        Read($"[{Cloud},{forged.Trim()[1..^1]}]", out _).ShouldBe(RotationRefusal.Foreign);
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("1")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("[1]")]
    [InlineData("[[]]")]
    [InlineData("[{}]")]
    [InlineData("{\"specversion\":\"0.3\"}")]
    [InlineData("[{\"id\":\"\\ud800\"}]")]
    [InlineData("[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]")]
    public void Nonsense_is_malformed(string json) => Read(json, out _).ShouldBe(RotationRefusal.Malformed);

    [Theory]
    [InlineData("\"ObjectName\":\"db\"", "\"ObjectName\":\"../x\"")]
    [InlineData("\"ObjectName\":\"db\"", "\"ObjectName\":\"db\",\"objectname\":\"other\"")]
    [InlineData("\"ObjectName\":\"db\"", "\"ObjectName\":1")]
    [InlineData("\"ObjectType\":\"Secret\"", "\"ObjectType\":\"Key\"")]
    [InlineData("\"id\":\"1\",", "")]
    [InlineData("\"data\":{", "\"data\":[{")]
    public void Event_that_is_not_one_is_malformed(string part, string other) =>
        Read(Grid.Replace(part, other, StringComparison.Ordinal), out _).ShouldBe(RotationRefusal.Malformed);

    [Theory]
    [InlineData("512d38b6-c7b8", "<script>")]
    [InlineData("512d38b6-c7b8", "")]
    [InlineData("}]", "}},{}]")]
    public void Handshake_that_is_not_one_is_malformed(string part, string other) =>
        Read(Handshake.Replace(part, other, StringComparison.Ordinal), out _).ShouldBe(RotationRefusal.Malformed);

    [Fact]
    public void Other_events_of_the_vault_are_taken_and_mean_nothing() =>
        Names(Grid.Replace("SecretNewVersionCreated", "KeyNewVersionCreated", StringComparison.Ordinal)).ShouldBeEmpty();

    [Fact]
    public void Events_are_a_hundred_at_most()
    {
        var one = Grid.Trim()[1..^1];
        Names($"[{string.Join(',', Enumerable.Repeat(one, 100))}]").ShouldBe(["db"]);
        Read($"[{string.Join(',', Enumerable.Repeat(one, 101))}]", out _).ShouldBe(RotationRefusal.Malformed);
    }

    [Theory]
    [InlineData("/subscriptions/s/resourceGroups/g/providers/Microsoft.KeyVault/vaults/", false)]
    [InlineData("/subscriptions/s/resourceGroups/g/providers/Microsoft.KeyVault/vaults/a/b", false)]
    [InlineData("/subscriptions/s/resourceGroups/g/providers/Microsoft.Storage/vaults/a", false)]
    [InlineData("https://shop.vault.azure.net", false)]
    [InlineData("", false)]
    [InlineData(Topic, true)]
    public void Topic_is_the_id_of_a_vault(string text, bool valid) => VaultTopic.TryParse(text, out _).ShouldBe(valid);

    internal static RotationRefusal Read(string json, out RotationDelivery? delivery)
    {
        VaultTopic.TryParse(Topic, out var topic).ShouldBeTrue();
        return RotationDelivery.Read(Encoding.UTF8.GetBytes(json), topic, out delivery);
    }

    private static IReadOnlyList<string> Names(string json)
    {
        Read(json, out var delivery).ShouldBe(RotationRefusal.None);
        return delivery!.Secrets;
    }
}
