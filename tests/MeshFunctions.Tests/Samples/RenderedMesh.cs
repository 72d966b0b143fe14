using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;

namespace MeshFunctions.Tests.Samples;

/// <summary>The nginx sample rendered into a folder of its own, with throw-away certificates and keys.</summary>
[SuppressMessage("Design", "CA1515", Justification = "xunit hands the fixture to a public constructor.")]
public sealed class RenderedMesh : IAsyncLifetime
{
    /// <summary>The services with a sidecar.</summary>
    public static readonly string[] Services = ["orders", "inventory", "catalog"];

    public const string GatekeeperKey = "gatekeeper-key-0123456789-0123456789-0123456789";

    private readonly string _folder = Directory.CreateTempSubdirectory("rendered-mesh-").FullName;

    /// <summary>All instances: the edge and a sidecar per service.</summary>
    public static IEnumerable<string> Tiers => Services.Select(service => service + "-sidecar").Prepend("edge");

    public static string HopKey(string service) => service + "-hop-key-0123456789-0123456789-0123456789";

    public async ValueTask InitializeAsync()
    {
        string pki = Directory.CreateDirectory(Path.Combine(_folder, "pki")).FullName;
        foreach (string name in Services.Append("edge").Append("edge-public").Append("mesh-ca"))
        {
            WriteCertificate(pki, name);
        }

        foreach (string service in Services)
        {
            await WriteKeyAsync(KeyFile(service), HopKey(service));
        }

        await WriteKeyAsync(GatekeeperKeyFile, GatekeeperKey);
        (int exitCode, string output) = await RenderAsync(mesh: null);
        exitCode.ShouldBe(0, output);
    }

    public ValueTask DisposeAsync()
    {
        Directory.Delete(_folder, recursive: true);
        return ValueTask.CompletedTask;
    }

    public string Folder(string tier) => Path.Combine(_folder, "out", tier);

    internal NginxDirective Read(string tier) => NginxConfiguration.Parse(File.ReadAllText(Path.Combine(Folder(tier), "nginx.conf")));

    /// <summary>Runs the renderer again, elsewhere: with another description of the mesh, or with a hop key of Orders' or a key of the gatekeeper's that is not a good one.</summary>
    internal async Task<(int ExitCode, string Output)> RenderElsewhereAsync(string? mesh = null, string? ordersKey = null, string? gatekeeperKey = null, UnixFileMode keyMode = UnixFileMode.None)
    {
        string folder = Directory.CreateTempSubdirectory("rendered-elsewhere-").FullName;
        try
        {
            string keyFile = Path.Combine(folder, "key");
            await WriteKeyAsync(keyFile, ordersKey ?? HopKey("orders"));
            string gatekeeperKeyFile = Path.Combine(folder, "gatekeeper-key");
            await WriteKeyAsync(gatekeeperKeyFile, gatekeeperKey ?? GatekeeperKey, keyMode);
            string meshFile = Path.Combine(folder, "mesh.json");
            await File.WriteAllTextAsync(meshFile, mesh ?? await File.ReadAllTextAsync(DefaultMesh));
            return await RenderAsync(meshFile, Path.Combine(folder, "out"), keyFile, gatekeeperKeyFile);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    public static string DefaultMesh => Path.Combine(Repository.Nginx, "mesh.json");

    private string GatekeeperKeyFile => Path.Combine(_folder, "gatekeeper.key");

    private string KeyFile(string service) => Path.Combine(_folder, service + ".hop-key");

    private async Task<(int ExitCode, string Output)> RenderAsync(string? mesh, string? to = null, string? ordersKeyFile = null, string? gatekeeperKeyFile = null)
    {
        Dictionary<string, string> keys = Services.ToDictionary(service => service, KeyFile, StringComparer.Ordinal);
        keys["orders"] = ordersKeyFile ?? keys["orders"];
        string runtime = Path.Combine(_folder, "runtime.json");
        await File.WriteAllTextAsync(
            runtime,
            JsonSerializer.Serialize(new { pki = Path.Combine(_folder, "pki"), ports = new Dictionary<string, int>(StringComparer.Ordinal) { ["edge"] = 18443 }, hopKeys = keys, gatekeeperKey = gatekeeperKeyFile ?? GatekeeperKeyFile }));
        return await Tool.RunAsync(
            Tool.Python,
            Path.Combine(Repository.Nginx, "render.py"), "--mesh", mesh ?? DefaultMesh, "--runtime", runtime, "--out", to ?? Path.Combine(_folder, "out"));
    }

    private static async Task WriteKeyAsync(string file, string key, UnixFileMode others = UnixFileMode.None)
    {
        await File.WriteAllTextAsync(file, key + "\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite | others);
        }
    }

    private static void WriteCertificate(string folder, string name)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        DateTimeOffset now = TimeProvider.System.GetUtcNow();
        using X509Certificate2 certificate = request.CreateSelfSigned(now, now.AddHours(1));
        File.WriteAllText(Path.Combine(folder, name + ".pem"), certificate.ExportCertificatePem());
        File.WriteAllText(Path.Combine(folder, name + ".key"), key.ExportPkcs8PrivateKeyPem());
    }
}
