namespace Harness.Stack;

/// <summary>The names of the demo's mesh and of its cloud, as the samples know them.</summary>
internal static class MeshNames
{
    public const string TrustDomain = "mesh.local";
    public const string EdgeId = "spiffe://mesh.local/ns/edge/sa/nginx";
    public const string OrdersId = "spiffe://mesh.local/ns/shop/sa/orders";
    public const string InventoryId = "spiffe://mesh.local/ns/shop/sa/inventory";
    public const string CatalogId = "spiffe://mesh.local/ns/shop/sa/catalog";

    public const string TenantId = "7c6e0f3a-52a6-4c39-9d0e-5a1f4b7f2d11";
    public const string OrdersAudience = "api://orders";
    public const string InventoryAudience = "api://inventory";
    public const string CatalogAudience = "api://catalog";
    public const string AccountAudience = "api://account";
    public const string WriteRole = "Orders.Write";
    public const string ReserveRole = "Reservations.Write";
    public const string CatalogRole = "Catalog.Read";

    public const string User = "ursula";
    public const string Writer = "wanda";
    public const string Client = "demo-client";
    public const string Hop = "sidecar";

    /// <summary>The hop of the app without a sidecar, who it says that it is, and what it calls that app.</summary>
    public const string Gatekeeper = "gatekeeper";
    public const string GatekeeperIssuer = "https://gatekeeper.mesh.local";
    public const string Account = "account";
}
