using System.Text.Json.Nodes;

namespace Harness.Stack;

/// <summary>The edge and the sidecars: renders their configuration, starts them, and has them take a new one.</summary>
internal sealed class NginxTiers(MeshStack stack, TimeProvider timeProvider)
{
    private const string Edge = "edge";
    private static readonly string[] SidecarNames = ["orders-sidecar", "inventory-sidecar", "catalog-sidecar"];
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(25);

    private readonly Dictionary<string, ChildProcess> _tiers = new(StringComparer.Ordinal);

    public static IReadOnlyList<string> Sidecars => SidecarNames;

    public static IReadOnlyList<string> All { get; } = [Edge, .. SidecarNames];

    private string Output => Path.Combine(stack.Prefix, "nginx");

    private string RuntimeFile => Path.Combine(stack.Prefix, "runtime.json");

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        WriteAppKeys();
        WriteSidecarKeys();
        PrivateFile.Write(RuntimeFile, Runtime().ToJsonString());
        await RenderAsync(cancellationToken);
        foreach (string tier in All)
        {
            string folder = Path.Combine(Output, tier);
            _tiers.Add(tier, stack.Start($"{tier}.nginx", ["nginx", "-e", "stderr", "-p", folder, "-c", "nginx.conf", "-g", "daemon off;"], folder, []));
        }
    }

    public string HopKeyFile(string name) => Path.Combine(stack.Prefix, $"{name}.hop-key");

    /// <summary>Gives Catalog, which has no vault, the current and the former key.</summary>
    public void WriteAppKeys() => PrivateFile.Write(HopKeyFile("catalog"), $"{stack.Secrets.CatalogHopKey}\n{stack.Secrets.CatalogFormerHopKey}\n");

    /// <summary>Gives the renderer the current keys of the apps that have theirs from the vault.</summary>
    public void WriteSidecarKeys()
    {
        PrivateFile.Write(HopKeyFile("orders"), $"{stack.Secrets.OrdersHopKey}\n");
        PrivateFile.Write(HopKeyFile("inventory"), $"{stack.Secrets.InventoryHopKey}\n");
    }

    /// <summary>Renders anew, has the tiers take it, and waits until every worker that knew the configuration before has answered its last request and ended.</summary>
    /// <exception cref="TimeoutException">One never ends: the tier took no new configuration, or a request of it has no end.</exception>
    public async Task ReloadAsync(IEnumerable<string> tiers, CancellationToken cancellationToken)
    {
        await RenderAsync(cancellationToken);
        List<ProcessIdentity> workers = [];
        foreach (ProcessIdentity master in tiers.Select(tier => _tiers[tier].Identity))
        {
            workers.AddRange(master.Session().Where(member => member != master));
            Signals.Send(master, Signals.HangUp);
        }

        long start = timeProvider.GetTimestamp();
        while (workers.Exists(worker => worker.IsRunning))
        {
            if (timeProvider.GetElapsedTime(start) > Patience)
            {
                throw new TimeoutException($"Workers of nginx still run {Patience.TotalSeconds:0} s after the reload; the tiers' logs are in {stack.Logs}");
            }

            await Task.Delay(Pause, timeProvider, cancellationToken);
        }
    }

    private Task RenderAsync(CancellationToken cancellationToken) =>
        Renderer.RunAsync(stack.Layout, stack.Layout.MeshDescription, RuntimeFile, Output, cancellationToken);

    private JsonObject Runtime() => NginxUser.Into(new()
    {
        ["prefix"] = stack.Prefix,
        ["pki"] = stack.Pki.Folder,
        ["ports"] = new JsonObject
        {
            ["edge"] = stack.Ports.Edge,
            ["orders-sidecar"] = stack.Ports.OrdersSidecar,
            ["inventory-sidecar"] = stack.Ports.InventorySidecar,
            ["catalog-sidecar"] = stack.Ports.CatalogSidecar,
            ["orders"] = stack.Ports.Orders,
            ["inventory"] = stack.Ports.Inventory,
            ["catalog"] = stack.Ports.Catalog,
            ["account"] = stack.Ports.Account,
        },
        ["gatekeeperKey"] = stack.Gatekeeping.EdgeKey,
        ["gatekeeperSocket"] = stack.Gatekeeping.Socket,
        ["hopKeys"] = new JsonObject
        {
            ["orders"] = HopKeyFile("orders"),
            ["inventory"] = HopKeyFile("inventory"),
            ["catalog"] = HopKeyFile("catalog"),
        },
    });
}
