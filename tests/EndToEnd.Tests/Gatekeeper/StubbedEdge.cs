using System.Net;
using System.Net.Sockets;
using Harness.Pki;
using Harness.Stack;

namespace EndToEnd.Tests.Gatekeeper;

/// <summary>A real Nginx between a gatekeeper and an app that both say whatever a test wants.</summary>
public sealed class StubbedEdge : IAsyncLifetime
{
    private static readonly TimeSpan StartTime = TimeSpan.FromSeconds(60);

    private readonly string _folder = Directory.CreateTempSubdirectory("gate-stub-").FullName;
    private readonly MeshPorts _ports = MeshPorts.Free();
    private readonly ProcessLedger _ledger;
    private readonly MeshPki _pki;
    private readonly GatekeeperFiles _files;
    private ChildProcess? _edge;

    public StubbedEdge()
    {
        PrivateFile.CreateFolder(Path.Combine(_folder, "logs"));
        _ledger = MeshStack.Ledger(_folder);
        _pki = MeshPki.Create(Path.Combine(_folder, "pki"), TimeProvider.System);
        _files = GatekeeperFiles.Create(_folder, new StackSecrets().GatekeeperEdgeKey);
        Gatekeeper = new StubServer(new UnixDomainSocketEndPoint(_files.Socket));
        File.SetUnixFileMode(_files.Socket, (UnixFileMode)0b110_110_110);
        App = new StubServer(new IPEndPoint(IPAddress.Loopback, _ports.Account));
    }

    internal StubServer Gatekeeper { get; }

    internal StubServer App { get; }

    internal HttpClient Client(Version version)
    {
        HttpClient client = MeshClient.Tls(MeshAddress.Https(_ports.Edge), _pki.SiteCa);
        client.DefaultRequestVersion = version;
        client.DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact;
        return client;
    }

    public async ValueTask InitializeAsync()
    {
        using CancellationTokenSource deadline = new(StartTime, TimeProvider.System);
        _edge = await GatedEdge.StartAsync(RepositoryLayout.Find(), _folder, _pki, _ports, _files, _ledger, deadline.Token);
        using HttpClient client = Client(HttpVersion.Version11);
        await FirstAnswer.WaitAsync(client, "/healthz", HttpStatusCode.OK, _edge.ThrowIfEnded, TimeProvider.System, deadline.Token);
    }

    public async ValueTask DisposeAsync()
    {
        await _ledger.StopAsync(TimeProvider.System);
        _edge?.Dispose();
        await App.DisposeAsync();
        await Gatekeeper.DisposeAsync();
        _pki.Dispose();
        GatekeeperFiles.RemoveSocketFolder(_folder);
        Directory.Delete(_folder, recursive: true);
    }
}
