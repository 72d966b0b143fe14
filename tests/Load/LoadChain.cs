using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Harness.Pki;
using Harness.Stack;

namespace Load;

/// <summary>The samples' edge, one sidecar for each of the two apps, and the local cloud with the hop keys; the edge's limit is out of the way.</summary>
internal sealed class LoadChain : IAsyncDisposable
{
    public const string With = "with";
    public const string Without = "without";

    private readonly string _folder;
    private readonly List<ChildProcess> _processes = [];
    private readonly StackSecrets _secrets = new();
    private readonly MeshPorts _ports = MeshPorts.Free();
    private readonly RepositoryLayout _layout = RepositoryLayout.Find();
    private readonly ProcessLedger _ledger;
    private readonly MeshPki _pki;

    private LoadChain(string folder, string token, ProcessLedger ledger)
    {
        _folder = folder;
        Token = token;
        _ledger = ledger;
        _pki = MeshPki.Create(Path.Combine(folder, "pki"), TimeProvider.System);
    }

    public string Token { get; }

    public Uri Edge => MeshAddress.Https(_ports.Edge);

    public static async Task<LoadChain> StartAsync(LoadIssuer issuer, string folder, ProcessLedger ledger)
    {
        var chain = new LoadChain(folder, issuer.Mint(), ledger);
        try
        {
            await chain.StartAsync(issuer);
            return chain;
        }
        catch
        {
            await chain.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _ledger.StopAsync(TimeProvider.System);
        _processes.ForEach(static process => process.Dispose());
        _pki.Dispose();
    }

    private async Task StartAsync(LoadIssuer issuer)
    {
        var cloud = MeshAddress.Https(_ports.Cloud);
        var cloudConfig = Path.Combine(_folder, "cloud.json");
        PrivateFile.Write(cloudConfig, CloudDescription.Write(cloud, _pki.Folder, _secrets));
        Start("cloud", ["dotnet", _layout.Cloud, "--config", cloudConfig], Path.GetDirectoryName(_layout.Cloud)!);
        await ProxiesAsync();
        using var clouds = MeshClient.Tls(cloud, _pki.SiteCa);
        await LoadProcess.AnsweredAsync(clouds, "/oidc/.well-known/openid-configuration", _processes[0]);

        // Orders' place, settings and sidecar for the one, Inventory's for the other.
        var settings = new AppSettings(_ports, cloud, _pki, _secrets).Orders().Where(static setting => !setting.Key.Contains("__Issuers__", StringComparison.Ordinal)
            && !setting.Key.Contains("__Outbound__", StringComparison.Ordinal)
            && !string.Equals(setting.Key, "ASPNETCORE_URLS", StringComparison.Ordinal));
        _processes.Add(LoadProcess.Start(With, mesh: true, _ports.Orders, [.. settings, .. issuer.Settings], _folder, _ledger));
        _processes.Add(LoadProcess.Start(Without, mesh: false, _ports.Inventory, [], _folder, _ledger));
        using var edge = MeshClient.Tls(Edge, _pki.SiteCa);
        edge.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Token);
        await LoadProcess.AnsweredAsync(edge, $"/api/load/{With}", _processes[^2]);
        await LoadProcess.AnsweredAsync(edge, $"/api/load/{Without}", _processes[^1]);
    }

    private async Task ProxiesAsync()
    {
        var mesh = JsonNode.Parse(await File.ReadAllTextAsync(_layout.MeshDescription))!;
        mesh["services"] = new JsonArray(mesh["services"]![0]!.DeepClone(), mesh["services"]![1]!.DeepClone());
        mesh["edge"]!["routes"] = new JsonArray(Route(With, "orders"), Route(Without, "inventory"));
        mesh["edge"]!["requestsPerSecond"] = 100_000;
        mesh["edge"]!["burst"] = 100_000;
        var meshFile = Path.Combine(_folder, "mesh.json");
        PrivateFile.Write(meshFile, mesh.ToJsonString());
        var runtime = Path.Combine(_folder, "runtime.json");
        PrivateFile.Write(runtime, new JsonObject
        {
            ["prefix"] = _folder,
            ["pki"] = _pki.Folder,
            ["ports"] = new JsonObject
            {
                ["edge"] = _ports.Edge,
                ["orders-sidecar"] = _ports.OrdersSidecar,
                ["inventory-sidecar"] = _ports.InventorySidecar,
                ["orders"] = _ports.Orders,
                ["inventory"] = _ports.Inventory,
            },
            ["hopKeys"] = new JsonObject { ["orders"] = HopKey("orders", _secrets.OrdersHopKey), ["inventory"] = HopKey("inventory", _secrets.InventoryHopKey) },
        }.ToJsonString());
        var output = Path.Combine(_folder, "nginx");
        await Renderer.RunAsync(_layout, meshFile, runtime, output, CancellationToken.None);
        foreach (var tier in (string[])["edge", "orders-sidecar", "inventory-sidecar"])
        {
            var prefix = Path.Combine(output, tier);
            Start($"{tier}.nginx", ["nginx", "-e", "stderr", "-p", prefix, "-c", "nginx.conf", "-g", "daemon off;"], prefix);
        }
    }

    private static JsonObject Route(string side, string service) => new() { ["path"] = $"/api/load/{side}", ["subtree"] = false, ["service"] = service };

    private string HopKey(string name, string key)
    {
        var file = Path.Combine(_folder, $"{name}.hop-key");
        PrivateFile.Write(file, $"{key}\n");
        return file;
    }

    private void Start(string name, IEnumerable<string> command, string folder) =>
        _processes.Add(ChildProcess.Start(name, command, folder, [], Path.Combine(_folder, $"{name}.log"), _ledger));
}
