using System.Net;
using System.Security.Cryptography.X509Certificates;
using Harness.Pki;
using Harness.Requests;
using Harness.Stack;
using Harness.Tree;

namespace EndToEnd.Tests.Gatekeeper;

/// <summary>The app without a sidecar, its gatekeeper and a real Nginx; besides the issuer whose keys lie in a file, one that nobody can reach.</summary>
public sealed class GatedApp : IAsyncLifetime
{
    private static readonly TimeSpan StartTime = TimeSpan.FromSeconds(60);

    private readonly string _folder = Directory.CreateTempSubdirectory("gate-e2e-").FullName;
    private readonly List<ChildProcess> _processes = [];
    private readonly StackSecrets _secrets = new();
    private readonly MeshPorts _ports = MeshPorts.Free();
    private readonly RepositoryLayout _layout = RepositoryLayout.Find();
    private readonly ProcessLedger _ledger;
    private readonly ProcessLedger _gatekeeperLedger;
    private readonly GatekeeperFiles _files;

    public GatedApp()
    {
        PrivateFile.CreateFolder(Logs);
        _ledger = MeshStack.Ledger(_folder);
        _gatekeeperLedger = new ProcessLedger(Path.Combine(_folder, "gatekeeper-process"));
        _files = GatekeeperFiles.Create(_folder, _secrets.GatekeeperEdgeKey);
        Pki = MeshPki.Create(Path.Combine(_folder, "pki"), TimeProvider.System);
        Users.WriteKeys(UsersFile);
    }

    internal MeshPki Pki { get; }

    internal TokenSigner Users { get; } = new();

    internal GatekeeperFiles Files => _files;

    internal int GatekeeperProcess => _gatekeeperLedger.Processes.Single().Id;

    internal int AppProcess => _ledger.Processes[^1].Id;

    internal string EdgeKey => _secrets.GatekeeperEdgeKey;

    /// <summary>An issuer at a port where nobody listens.</summary>
    internal string AbsentIssuer => $"https://127.0.0.1:{_ports.Cloud}/oidc";

    internal Uri Edge => MeshAddress.Https(_ports.Edge);

    internal string Logs => Path.Combine(_folder, "logs");

    private string UsersFile => Path.Combine(_folder, "users.jwks");

    internal HttpClient AtEdge(Version version, X509Certificate2? certificate = null)
    {
        HttpClient client = MeshClient.Tls(Edge, Pki.SiteCa, certificate);
        client.DefaultRequestVersion = version;
        client.DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact;
        return client;
    }

    internal HttpClient AtApp() => MeshClient.Plain(MeshAddress.Http(_ports.Account));

    internal HttpClient AtGatekeeper() => MeshClient.Unix(_files.Socket);

    /// <summary>Whether the app saw that request. It logs in order: a later request of which it has written answers for the earlier ones.</summary>
    internal async Task<bool> AppSawAsync(Answer answer)
    {
        using HttpClient app = AtApp();
        string later = WhoAmI.Parse(await Ask.GetAsync(app, new Uri("/account/whoami", UriKind.Relative), [], TestContext.Current.CancellationToken)).TraceId;
        TierLogs logs = new(Logs);
        while (!logs.Spans(MeshNames.Account).Any(span => string.Equals(span.TraceId, later, StringComparison.Ordinal)))
        {
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, TestContext.Current.CancellationToken);
        }

        return logs.Spans(MeshNames.Account).Any(span => string.Equals(span.RequestId, answer.RequestId, StringComparison.Ordinal));
    }

    internal void SignalGatekeeper(int signal)
    {
        foreach (ProcessIdentity process in _gatekeeperLedger.Processes)
        {
            Signals.Send(process, signal);
        }
    }

    internal Task StopGatekeeperAsync() => _gatekeeperLedger.StopAsync(TimeProvider.System);

    internal async Task StartGatekeeperAsync()
    {
        Dictionary<string, string> settings = new(Settings.Gatekeeper(_files), StringComparer.Ordinal);
        AddIssuers(settings, "Gatekeeper__Tokens");
        ChildProcess gatekeeper = Start("gatekeeper", ["dotnet", _layout.Gatekeeper], Path.GetDirectoryName(_layout.Gatekeeper)!, settings, _gatekeeperLedger);
        using HttpClient client = AtGatekeeper();
        await FirstAnswer.WaitAsync(client, "/healthz", HttpStatusCode.OK, gatekeeper.ThrowIfEnded, TimeProvider.System, TestContext.Current.CancellationToken);
    }

    /// <summary>Starts another gatekeeper with a key of its own and one setting that differs, and waits until it has given up.</summary>
    internal async Task StartInVainAsync(KeyValuePair<string, string> setting)
    {
        string folder = Directory.CreateTempSubdirectory("gate-vain-").FullName;
        Dictionary<string, string> settings = new(Settings.Gatekeeper(_files), StringComparer.Ordinal) { ["Gatekeeper__SigningKeys__0"] = GatekeeperFiles.CreateSigningKey(folder) };
        AddIssuers(settings, "Gatekeeper__Tokens");
        settings[setting.Key] = setting.Value;
        ProcessLedger ledger = new(Path.Combine(folder, "process"));
        using ChildProcess second = Start("vain", ["dotnet", _layout.Gatekeeper], Path.GetDirectoryName(_layout.Gatekeeper)!, settings, ledger);
        ProcessIdentity process = ledger.Processes.Single();
        using CancellationTokenSource deadline = new(StartTime, TimeProvider.System);
        try
        {
            while (process.IsRunning)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, deadline.Token);
            }
        }
        finally
        {
            await ledger.StopAsync(TimeProvider.System);
            Directory.Delete(folder, recursive: true);
        }
    }

    public async ValueTask InitializeAsync()
    {
        using CancellationTokenSource deadline = new(StartTime, TimeProvider.System);
        _processes.Add(await GatedEdge.StartAsync(_layout, _folder, Pki, _ports, _files, _ledger, deadline.Token));
        await StartGatekeeperAsync();
        Dictionary<string, string> settings = Settings.Account(_files);
        AddIssuers(settings, "MeshFunctions__Tokens");
        _processes.Add(Start(MeshNames.Account, ["dotnet", _layout.Account], Path.GetDirectoryName(_layout.Account)!, settings, _ledger));
        using HttpClient edge = AtEdge(HttpVersion.Version11);
        await FirstAnswer.ProvenAsync(edge, "/account/whoami", () => _processes.ForEach(process => process.ThrowIfEnded()), TimeProvider.System, deadline.Token);
    }

    public async ValueTask DisposeAsync()
    {
        await _gatekeeperLedger.StopAsync(TimeProvider.System);
        await _ledger.StopAsync(TimeProvider.System);
        _processes.ForEach(process => process.Dispose());
        Pki.Dispose();
        Users.Dispose();
        GatekeeperFiles.RemoveSocketFolder(_folder);
        Directory.Delete(_folder, recursive: true);
    }

    private AppSettings Settings => new(_ports, MeshAddress.Https(_ports.Cloud), Pki, _secrets);

    // The issuer of the demo's cloud, which does not run here, is the one that nobody can reach.
    private void AddIssuers(Dictionary<string, string> settings, string section)
    {
        settings[$"{section}__Issuers__file__Issuer"] = TokenSigner.Issuer;
        settings[$"{section}__Issuers__file__Audiences__0"] = MeshNames.AccountAudience;
        settings[$"{section}__Issuers__file__KeysFile"] = UsersFile;
    }

    private ChildProcess Start(string name, IEnumerable<string> command, string folder, IEnumerable<KeyValuePair<string, string>> environment, ProcessLedger ledger) =>
        ChildProcess.Start(name, command, folder, environment, Path.Combine(Logs, $"{name}.log"), ledger);
}
