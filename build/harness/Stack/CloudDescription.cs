using System.Text.Json.Nodes;

namespace Harness.Stack;

/// <summary>The configuration file of the local cloud: two managed identities, one client, two users, the hop keys.</summary>
internal static class CloudDescription
{
    public const string OrdersHopSecret = "hop-key-orders";
    public const string InventoryHopSecret = "hop-key-inventory";

    public static string Write(Uri url, string pki, StackSecrets secrets, int tokenLifetimeSeconds = 3600) => new JsonObject
    {
        ["url"] = url.GetLeftPart(UriPartial.Authority),
        ["certificateFile"] = Path.Combine(pki, "cloud.pem"),
        ["keyFile"] = Path.Combine(pki, "cloud.key"),
        ["adminKey"] = secrets.AdminKey,
        ["tenantId"] = MeshNames.TenantId,
        ["keySetsAheadSeconds"] = 3,
        ["tokenLifetimeSeconds"] = tokenLifetimeSeconds,
        ["identities"] = new JsonObject
        {
            ["orders"] = Identity(
                secrets.OrdersIdentityHeader,
                "0d2b7f7e-1c51-4b0f-8f57-3a1e8a6b0c01",
                "5b7a2c64-9a0e-4c58-b6d4-0e6c1d1f7a01",
                (MeshNames.InventoryAudience, MeshNames.ReserveRole),
                (MeshNames.CatalogAudience, MeshNames.CatalogRole)),
            ["inventory"] = Identity(
                secrets.InventoryIdentityHeader,
                "0d2b7f7e-1c51-4b0f-8f57-3a1e8a6b0c02",
                "5b7a2c64-9a0e-4c58-b6d4-0e6c1d1f7a02"),
        },
        ["clients"] = new JsonObject
        {
            [MeshNames.Client] = new JsonObject
            {
                ["secret"] = secrets.ClientSecret,
                ["resources"] = new JsonObject { [MeshNames.OrdersAudience] = new JsonArray() },
            },
        },
        ["users"] = new JsonObject
        {
            [MeshNames.User] = User(secrets.UserPassword),
            [MeshNames.Writer] = User(secrets.WriterPassword, MeshNames.WriteRole),
        },
        ["secrets"] = new JsonObject
        {
            [OrdersHopSecret] = new JsonArray(secrets.OrdersFormerHopKey, secrets.OrdersHopKey),
            [InventoryHopSecret] = new JsonArray(secrets.InventoryHopKey),
        },
    }.ToJsonString();

    private static JsonObject Identity(string header, string clientId, string objectId, params (string Resource, string Role)[] roles)
    {
        JsonObject resources = new() { ["https://vault.azure.net"] = new JsonArray() };
        foreach ((string resource, string role) in roles)
        {
            resources[resource] = new JsonArray(role);
        }

        return new JsonObject { ["header"] = header, ["clientId"] = clientId, ["objectId"] = objectId, ["resources"] = resources };
    }

    private static JsonObject User(string password, params string[] roles) => new()
    {
        ["password"] = password,
        ["roles"] = new JsonArray([.. roles.Select(role => JsonValue.Create(role))]),
        ["audience"] = MeshNames.OrdersAudience,
    };
}
