using System.Diagnostics.CodeAnalysis;
using Harness.Pki;

namespace Harness.Stack;

/// <summary>The whole mesh, running on 127.0.0.1 under one prefix: local cloud, three function apps, Catalog, the gatekeeper and four Nginx.</summary>
internal sealed class MeshStack : IAsyncDisposable
{
    private static readonly TimeSpan StartTime = TimeSpan.FromSeconds(90);

    private readonly TimeProvider _timeProvider;
    private readonly ProcessLedger _ledger;
    private readonly List<ChildProcess> _processes = [];
    private bool _kept;

    private MeshStack(string prefix, RepositoryLayout layout, TimeProvider timeProvider)
    {
        Nginx = new NginxTiers(this, timeProvider);
        Prefix = prefix;
        Layout = layout;
        _timeProvider = timeProvider;
        PrivateFile.CreateFolder(prefix);
        Directory.CreateDirectory(Logs);
        _ledger = Ledger(prefix);
        Pki = MeshPki.Create(Path.Combine(prefix, "pki"), timeProvider);
        Gatekeeping = GatekeeperFiles.Create(prefix, Secrets.GatekeeperEdgeKey);
        AppDomain.CurrentDomain.ProcessExit += OnProcessExit;
    }

    public string Prefix { get; }

    public RepositoryLayout Layout { get; }

    public string Logs => Path.Combine(Prefix, "logs");

    public MeshPki Pki { get; }

    public MeshPorts Ports { get; } = MeshPorts.Free();

    public StackSecrets Secrets { get; } = new();

    public GatekeeperFiles Gatekeeping { get; }

    public NginxTiers Nginx { get; }

    public Uri Cloud => MeshAddress.Https(Ports.Cloud);

    public Uri Edge => MeshAddress.Https(Ports.Edge);

    public Uri Orders => MeshAddress.Http(Ports.Orders);

    public Uri Inventory => MeshAddress.Http(Ports.Inventory);

    public Uri Catalog => MeshAddress.Http(Ports.Catalog);

    public Uri Account => MeshAddress.Http(Ports.Account);

    public static ProcessLedger Ledger(string prefix) => new(Path.Combine(prefix, "processes"));

    /// <summary>Starts everything and waits until a request through the edge reaches Orders. If that fails, nothing is left running.</summary>
    /// <param name="prefix">The folder of this mesh alone.</param>
    /// <param name="timeProvider">The clock.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <param name="tokenLifetimeSeconds">How long the tokens of the local cloud live; it publishes eight signing keys at most, which must outlive them.</param>
    [SuppressMessage("Reliability", "CA2000", Justification = "The caller owns what started, and what failed to start is disposed of.")]
    public static async Task<MeshStack> StartAsync(string prefix, TimeProvider timeProvider, CancellationToken cancellationToken, int tokenLifetimeSeconds = 3600)
    {
        MeshStack stack = new(prefix, RepositoryLayout.Find(), timeProvider);
        try
        {
            using CancellationTokenSource deadline = new(StartTime, timeProvider);
            using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, deadline.Token);
            try
            {
                await stack.StartAsync(tokenLifetimeSeconds, either.Token);
            }
            catch (OperationCanceledException canceled) when (deadline.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
            {
                throw new TimeoutException($"The mesh was not ready after {StartTime.TotalSeconds:0} s; its logs are in {stack.Logs}", canceled);
            }

            return stack;
        }
        catch
        {
            await stack.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts a program that belongs to this mesh and ends with it.</summary>
    public ChildProcess Start(string name, IEnumerable<string> command, string folder, IEnumerable<KeyValuePair<string, string>> environment)
    {
        ChildProcess process = ChildProcess.Start(name, command, folder, environment, Path.Combine(Logs, $"{name}.log"), _ledger);
        _processes.Add(process);
        return process;
    }

    /// <summary>Lets everything run on when this object is disposed.</summary>
    public void Keep() => _kept = true;

    /// <exception cref="InvalidOperationException">One of the processes has ended by itself.</exception>
    public void ThrowIfAnyEnded() => _processes.ForEach(process => process.ThrowIfEnded());

    public async ValueTask DisposeAsync()
    {
        AppDomain.CurrentDomain.ProcessExit -= OnProcessExit;
        try
        {
            if (!_kept)
            {
                await _ledger.StopAsync(_timeProvider);
                GatekeeperFiles.RemoveSocketFolder(Prefix);
            }
        }
        finally
        {
            _processes.ForEach(process => process.Dispose());
            Pki.Dispose();
        }
    }

    private async Task StartAsync(int tokenLifetimeSeconds, CancellationToken cancellationToken)
    {
        string cloudConfig = Path.Combine(Prefix, "cloud.json");
        PrivateFile.Write(cloudConfig, CloudDescription.Write(Cloud, Pki.Folder, Secrets, tokenLifetimeSeconds));
        Start("cloud", ["dotnet", Layout.Cloud, "--config", cloudConfig], Path.GetDirectoryName(Layout.Cloud)!, []);
        await Nginx.StartAsync(cancellationToken);

        Readiness readiness = new(this, _timeProvider);
        await readiness.CloudAsync(cancellationToken);
        AppSettings settings = new(Ports, Cloud, Pki, Secrets);
        Start("orders", ["dotnet", Layout.Orders], Path.GetDirectoryName(Layout.Orders)!, settings.Orders());
        Start("inventory", ["dotnet", Layout.Inventory], Path.GetDirectoryName(Layout.Inventory)!, settings.Inventory());
        Start("catalog", ["/usr/bin/python3", "app.py"], Layout.Catalog, settings.Catalog(Nginx.HopKeyFile("catalog")));
        Start("gatekeeper", ["dotnet", Layout.Gatekeeper], Path.GetDirectoryName(Layout.Gatekeeper)!, settings.Gatekeeper(Gatekeeping));
        Start("account", ["dotnet", Layout.Account], Path.GetDirectoryName(Layout.Account)!, settings.Account(Gatekeeping));
        await readiness.MeshAsync(cancellationToken);
    }

    private void OnProcessExit(object? sender, EventArgs arguments)
    {
        if (!_kept)
        {
            _ledger.Kill();
        }
    }
}
