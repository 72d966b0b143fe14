using System.Net;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;
using Harness.Forgery;
using Harness.Pki;
using Harness.Stack;

namespace EndToEnd.Tests.Xfcc;

/// <summary>
/// Orders behind two real proxies that tell their clients by XFCC, twice over: it takes the header of the one chain as one deep, and that of the other as two deep.
/// </summary>
public sealed class XfccChain : IAsyncLifetime
{
    /// <summary>The hop whose header is one deep: the sidecar's client is the peer.</summary>
    public const string Near = MeshNames.Hop;

    /// <summary>The hop whose header is two deep: the edge's client is the peer.</summary>
    public const string Far = "far";

    private static readonly TimeSpan StartTime = TimeSpan.FromSeconds(60);

    private readonly string _folder = Directory.CreateTempSubdirectory("xfcc-e2e-").FullName;
    private readonly List<ChildProcess> _processes = [];
    private readonly StackSecrets _secrets = new();
    private readonly MeshPorts _near = MeshPorts.Free();
    private readonly ProcessLedger _ledger;
    private readonly RepositoryLayout _layout = RepositoryLayout.Find();

    public XfccChain()
    {
        _ledger = MeshStack.Ledger(_folder);
        Pki = MeshPki.Create(Path.Combine(_folder, "pki"), TimeProvider.System);
        Forged = new ForgedFamilies(Pki.Inventory).All.Single(family => string.Equals(family.Name, "envoy", StringComparison.Ordinal));
    }

    internal MeshPki Pki { get; }

    /// <summary>A header that says that <see cref="ForgedFamilies.Victim"/> is the client.</summary>
    internal ForgedFamily Forged { get; }

    internal Uri App => MeshAddress.Http(_near.Orders);

    // The same app; its second pair of proxies has the ports of those that do not run here.
    private MeshPorts FarPorts => _near with { Edge = _near.InventorySidecar, OrdersSidecar = _near.CatalogSidecar };

    /// <summary>The front door of a chain.</summary>
    internal Uri Edge(string hop) => MeshAddress.Https(PortsOf(hop).Edge);

    internal HttpClient AtEdge(string hop, X509Certificate2? certificate) => MeshClient.Tls(Edge(hop), Pki.SiteCa, certificate);

    /// <summary>A client of the inner proxy, past the outer one.</summary>
    internal HttpClient AtSidecar(string hop, X509Certificate2 certificate) => MeshClient.Sidecar("orders", PortsOf(hop).OrdersSidecar, Pki.MeshCa, certificate);

    public async ValueTask InitializeAsync()
    {
        using CancellationTokenSource deadline = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        deadline.CancelAfter(StartTime);
        await StartAsync(deadline.Token);
    }

    public async ValueTask DisposeAsync()
    {
        await _ledger.StopAsync(TimeProvider.System);
        _processes.ForEach(process => process.Dispose());
        Pki.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private MeshPorts PortsOf(string hop) => string.Equals(hop, Far, StringComparison.Ordinal) ? FarPorts : _near;

    private async Task StartAsync(CancellationToken cancellationToken)
    {
        Uri cloud = MeshAddress.Https(_near.Cloud);
        string cloudConfig = Path.Combine(_folder, "cloud.json");
        PrivateFile.Write(cloudConfig, CloudDescription.Write(cloud, Pki.Folder, _secrets));
        Start("cloud", ["dotnet", _layout.Cloud, "--config", cloudConfig], Path.GetDirectoryName(_layout.Cloud)!, []);
        await ProxiesAsync(Near, _secrets.OrdersHopKey, cancellationToken);
        await ProxiesAsync(Far, _secrets.InventoryHopKey, cancellationToken);
        using HttpClient keys = MeshClient.Tls(cloud, Pki.SiteCa);
        await AnswersAsync(keys, "/oidc/.well-known/openid-configuration", cancellationToken);
        Start("orders", ["dotnet", _layout.Orders], Path.GetDirectoryName(_layout.Orders)!, Settings(cloud));
        foreach (string hop in (string[])[Near, Far])
        {
            using HttpClient edge = AtEdge(hop, certificate: null);
            await AnswersAsync(edge, "/api/whoami", cancellationToken);
        }
    }

    private Task AnswersAsync(HttpClient client, string path, CancellationToken cancellationToken) => FirstAnswer.WaitAsync(
        client, path, HttpStatusCode.OK, () => _processes.ForEach(process => process.ThrowIfEnded()), TimeProvider.System, cancellationToken);

    private Dictionary<string, string> Settings(Uri cloud)
    {
        Dictionary<string, string> settings = new AppSettings(_near, cloud, Pki, _secrets).Orders();
        AddHop(settings, Near, CloudDescription.OrdersHopSecret, "1");
        AddHop(settings, Far, CloudDescription.InventoryHopSecret, "2");
        return settings;
    }

    private static void AddHop(Dictionary<string, string> settings, string hop, string secret, string depth)
    {
        settings[$"MeshFunctions__Hops__{hop}__Proof"] = "SharedKey";
        settings[$"MeshFunctions__Hops__{hop}__KeySecret"] = secret;
        settings[$"MeshFunctions__Hops__{hop}__Sets__0"] = "Xfcc";
        settings[$"MeshFunctions__Hops__{hop}__XfccDepth"] = depth;
    }

    private async Task ProxiesAsync(string hop, string hopKey, CancellationToken cancellationToken)
    {
        string folder = Path.Combine(_folder, hop);
        PrivateFile.CreateFolder(folder);
        string keyFile = Path.Combine(folder, "hop-key");
        PrivateFile.Write(keyFile, $"{hopKey}\n");
        JsonNode mesh = JsonNode.Parse(await File.ReadAllTextAsync(_layout.MeshDescription, cancellationToken))!;
        mesh["peerHeaders"] = "xfcc";
        mesh["services"] = new JsonArray(mesh["services"]![0]!.DeepClone());
        mesh["edge"]!["routes"] = new JsonArray([.. mesh["edge"]!["routes"]!.AsArray().Where(route => route!["service"]!.GetValue<string>() is "orders").Select(route => route!.DeepClone())]);
        string meshFile = Path.Combine(folder, "mesh.json");
        PrivateFile.Write(meshFile, mesh.ToJsonString());
        MeshPorts ports = PortsOf(hop);
        string runtime = Path.Combine(folder, "runtime.json");
        PrivateFile.Write(runtime, new JsonObject
        {
            ["prefix"] = folder,
            ["pki"] = Pki.Folder,
            ["ports"] = new JsonObject { ["edge"] = ports.Edge, ["orders-sidecar"] = ports.OrdersSidecar, ["orders"] = ports.Orders },
            ["hopKeys"] = new JsonObject { ["orders"] = keyFile },
        }.ToJsonString());
        await Renderer.RunAsync(_layout, meshFile, runtime, folder, cancellationToken);
        foreach (string tier in (string[])["edge", "orders-sidecar"])
        {
            string prefix = Path.Combine(folder, tier);
            Start($"{hop}-{tier}.nginx", ["nginx", "-e", "stderr", "-p", prefix, "-c", "nginx.conf", "-g", "daemon off;"], prefix, []);
        }
    }

    private void Start(string name, IEnumerable<string> command, string folder, IEnumerable<KeyValuePair<string, string>> environment) =>
        _processes.Add(ChildProcess.Start(name, command, folder, environment, Path.Combine(_folder, $"{name}.log"), _ledger));
}
