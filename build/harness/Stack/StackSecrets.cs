using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace Harness.Stack;

/// <summary>
/// Everything that the mesh must keep to itself, made anew for each run. Each is a string that occurs nowhere else,
/// so that it can be searched for in the logs.
/// </summary>
internal sealed class StackSecrets
{
    private readonly ConcurrentQueue<KeyValuePair<string, string>> _all = [];

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

    public string OrdersHopKey { get; private set; }

    public string OrdersFormerHopKey { get; private set; }

    public string InventoryHopKey { get; private set; }

    public string CatalogHopKey { get; private set; }

    public string CatalogFormerHopKey { get; private set; }

    public string GatekeeperEdgeKey { get; }

    public string OrdersIdentityHeader { get; }

    public string InventoryIdentityHeader { get; }

    public string AdminKey { get; }

    public string ClientSecret { get; }

    public string UserPassword { get; }

    public string WriterPassword { get; }

    /// <summary>What each secret is, and the secret.</summary>
    public IReadOnlyCollection<KeyValuePair<string, string>> All => _all;

    /// <summary>Makes the hop keys anew; those that were the current ones are the former ones.</summary>
    public void RenewHopKeys()
    {
        (OrdersFormerHopKey, OrdersHopKey) = (OrdersHopKey, Make("hop key of orders"));
        InventoryHopKey = Make("hop key of inventory");
        (CatalogFormerHopKey, CatalogHopKey) = (CatalogHopKey, Make("hop key of catalog"));
    }

    /// <summary>A secret that is like no other.</summary>
    public string Make(string what)
    {
        string secret = $"canary-{what.Replace(' ', '-')}-{RandomNumberGenerator.GetHexString(48, lowercase: true)}";
        _all.Enqueue(new KeyValuePair<string, string>(what, secret));
        return secret;
    }
}
