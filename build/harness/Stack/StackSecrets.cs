using System.Security.Cryptography;

namespace Harness.Stack;

/// <summary>
/// Everything that the mesh must keep to itself, made anew for each run. Each is a string that occurs nowhere else,
/// so that it can be searched for in the logs.
/// </summary>
internal sealed class StackSecrets
{
    private readonly List<KeyValuePair<string, string>> _all = [];

    public StackSecrets()
    {
        OrdersHopKey = Make("hop key of orders");
        OrdersFormerHopKey = Make("former hop key of orders");
        InventoryHopKey = Make("hop key of inventory");
        CatalogHopKey = Make("hop key of catalog");
        CatalogFormerHopKey = Make("former hop key of catalog");
        GatekeeperEdgeKey = Make("key of the edge at the gatekeeper");
        OrdersIdentityHeader = Make("identity header of orders");
        InventoryIdentityHeader = Make("identity header of inventory");
        AdminKey = Make("admin key of the cloud");
        ClientSecret = Make("client secret");
        UserPassword = Make("password of the user without the role");
        WriterPassword = Make("password of the writer");
    }

    public string OrdersHopKey { get; }

    public string OrdersFormerHopKey { get; }

    public string InventoryHopKey { get; }

    public string CatalogHopKey { get; }

    public string CatalogFormerHopKey { get; }

    public string GatekeeperEdgeKey { get; }

    public string OrdersIdentityHeader { get; }

    public string InventoryIdentityHeader { get; }

    public string AdminKey { get; }

    public string ClientSecret { get; }

    public string UserPassword { get; }

    public string WriterPassword { get; }

    /// <summary>What each secret is, and the secret.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> All => _all;

    private string Make(string what)
    {
        string secret = $"canary-{what.Replace(' ', '-')}-{RandomNumberGenerator.GetHexString(48, lowercase: true)}";
        _all.Add(new KeyValuePair<string, string>(what, secret));
        return secret;
    }
}
