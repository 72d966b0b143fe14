using System.Text.Json.Nodes;
using Harness.Pki;
using Harness.Stack;

namespace EndToEnd.Tests.Gatekeeper;

/// <summary>A real Nginx, rendered from the sample's description with the route of the gated app alone.</summary>
internal static class GatedEdge
{
    public static async Task<ChildProcess> StartAsync(
        RepositoryLayout layout, string folder, MeshPki pki, MeshPorts ports, GatekeeperFiles files, ProcessLedger ledger, CancellationToken cancellationToken)
    {
        JsonNode mesh = JsonNode.Parse(await File.ReadAllTextAsync(layout.MeshDescription, cancellationToken))!;
        mesh["edge"]!["requestsPerSecond"] = 10_000;
        mesh["edge"]!["routes"] = Only(mesh["edge"]!["routes"]!, "service");
        mesh["services"] = Only(mesh["services"]!, "name");
        string meshFile = Path.Combine(folder, "mesh.json");
        PrivateFile.Write(meshFile, mesh.ToJsonString());
        string runtime = Path.Combine(folder, "runtime.json");
        PrivateFile.Write(runtime, NginxUser.Into(new JsonObject
        {
            ["prefix"] = folder,
            ["pki"] = pki.Folder,
            ["ports"] = new JsonObject { ["edge"] = ports.Edge, ["account"] = ports.Account },
            ["gatekeeperKey"] = files.EdgeKey,
            ["gatekeeperSocket"] = files.Socket,
        }).ToJsonString());
        await Renderer.RunAsync(layout, meshFile, runtime, Path.Combine(folder, "nginx"), cancellationToken);
        string prefix = Path.Combine(folder, "nginx", "edge");
        string log = Path.Combine(folder, "logs", "edge.nginx.log");
        return ChildProcess.Start("edge.nginx", ["nginx", "-e", "stderr", "-p", prefix, "-c", "nginx.conf", "-g", "daemon off;"], prefix, [], log, ledger);
    }

    private static JsonArray Only(JsonNode list, string member) =>
        new([.. list.AsArray().Where(item => item![member]!.GetValue<string>() is MeshNames.Account).Select(item => item!.DeepClone())]);
}
