using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Harness.Checks;
using Harness.Requests;
using Harness.Stack;
using MeshFunctions.Headers;
using Npgsql;

namespace EndToEnd.Tests.Soak;

/// <summary>The sample with a database beside the mesh: books entries as Orders' sidecar would ask it to, while the password of its role is rotated.</summary>
internal sealed class SoakLedger : IAsyncDisposable
{
    public const string Rotations = "rotations of the database password";
    public const string Entries = "entries";

    private const string Audience = "api://ledger";
    private const string Role = "ledger";
    private const string HopSecret = "hop-key-ledger";
    private const string PasswordSecret = "ledger-password";
    private const int EntriesPerToken = 20;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);
    private static readonly Uri Path = new("/api/entries", UriKind.Relative);

    private readonly CheckContext _context;
    private readonly SoakTally _tally;
    private readonly SoakCluster _cluster;
    private readonly NpgsqlDataSource _owner;
    private readonly HttpClient _app;
    private readonly string _hopKey;

    private SoakLedger(CheckContext context, SoakTally tally, SoakCluster cluster, Uri app)
    {
        (_context, _tally, _cluster) = (context, tally, cluster);
        _owner = cluster.Connect();
        _app = MeshClient.Plain(app);
        _hopKey = context.Stack.Secrets.Make("hop key of ledger");
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [SuppressMessage("Reliability", "CA2000", Justification = "The ledger owns it, and the caller the ledger.")]
    public static async Task<SoakLedger> StartAsync(CheckContext context, SoakTally tally)
    {
        SoakCluster cluster = new();
        await cluster.InitializeAsync();
        int port = MeshPorts.Free().Orders;
        SoakLedger ledger = new(context, tally, cluster, MeshAddress.Http(port));
        await ledger.StartAsync(port);
        return ledger;
    }

    /// <summary>
    /// Another password, in the vault before it holds. The lock lets nobody log in between the two: who comes meanwhile waits, and is then asked for the new one, which the vault has.
    /// </summary>
    [SuppressMessage("Security", "CA2100", Justification = "ALTER ROLE takes no parameters; the password is the test's.")]
    public async Task RotateAsync()
    {
        string password = _context.Stack.Secrets.Make("password of the database");
        await using NpgsqlConnection connection = await _owner.OpenConnectionAsync(Cancel);
        await using NpgsqlTransaction transaction = await connection.BeginTransactionAsync(Cancel);
        await using NpgsqlCommand command = new($"LOCK TABLE pg_authid IN ACCESS EXCLUSIVE MODE; ALTER ROLE {Role} PASSWORD '{password}'", connection, transaction);
        await command.ExecuteNonQueryAsync(Cancel);
        await _context.Cloud.AddSecretAsync(PasswordSecret, password, Cancel);
        await transaction.CommitAsync(Cancel);
    }

    /// <summary>Books entries until it is told to stop.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        KeyValuePair<string, string>[] headers = [];
        for (int number = 0; !stop.IsCancellationRequested; number++)
        {
            if (number % EntriesPerToken == 0)
            {
                headers = await HeadersAsync();
            }

            _tally.Count(Entries);
            try
            {
                Answer answer = await BookAsync(headers);
                if (answer.Status != HttpStatusCode.Created)
                {
                    _tally.Fail(Entries, string.Create(CultureInfo.InvariantCulture, $"{(int)answer.Status} {answer.Body}"));
                }
            }
            catch (Exception failure) when (failure is HttpRequestException or IOException)
            {
                _tally.Fail(Entries, $"{failure.GetType().Name} {failure.Message}");
            }

            await Task.Delay(Pause, _context.TimeProvider, CancellationToken.None);
        }
    }

    /// <summary>How many entries the database has.</summary>
    public async Task<long> CountAsync()
    {
        await using NpgsqlCommand command = _owner.CreateCommand("SELECT count(*) FROM ledger_entries");
        return (long)(await command.ExecuteScalarAsync(Cancel))!;
    }

    public async ValueTask DisposeAsync()
    {
        _app.Dispose();
        await _owner.DisposeAsync();
        await _cluster.DisposeAsync();
    }

    private async Task StartAsync(int port)
    {
        await using (NpgsqlCommand command = _owner.CreateCommand($"CREATE ROLE {Role} LOGIN; GRANT SELECT, INSERT ON ledger_entries TO {Role}"))
        {
            await command.ExecuteNonQueryAsync(Cancel);
        }

        MeshStack stack = _context.Stack;
        await RotateAsync();
        await _context.Cloud.AddSecretAsync(HopSecret, _hopKey, Cancel);
        Dictionary<string, string> settings = new AppSettings(stack.Ports, stack.Cloud, stack.Pki, stack.Secrets).Inventory();
        settings["ASPNETCORE_URLS"] = MeshAddress.Http(port).GetLeftPart(UriPartial.Authority);
        settings["MESH_TIER"] = "ledger";
        settings[$"MeshFunctions__Hops__{MeshNames.Hop}__KeySecret"] = HopSecret;
        settings["MeshFunctions__Tokens__Issuers__workloads__Audiences__0"] = Audience;
        settings["Ledger__Postgres"] = $"Host={_cluster.Socket};Database=postgres;Username={Role};Timeout=30;Command Timeout=30;Maximum Pool Size=8;Connection Lifetime=1";
        settings["Ledger__PasswordSecret"] = PasswordSecret;
        string program = stack.Layout.Ledger;
        stack.Start("ledger", ["dotnet", program], System.IO.Path.GetDirectoryName(program)!, settings);
        await FirstAnswer.WaitAsync(_app, "/api/whoami", HttpStatusCode.OK, stack.ThrowIfAnyEnded, _context.TimeProvider, Cancel);
    }

    private async Task<KeyValuePair<string, string>[]> HeadersAsync()
    {
        string token = await _context.Cloud.MintAsync(
            new JsonObject { ["issuer"] = "entra", ["subject"] = MeshNames.OrdersId, ["audience"] = Audience, ["roles"] = new JsonArray("Entries.Write") }, Cancel);
        return
        [
            new(MeshHeaderNames.HopKey, _hopKey),
            new("X-Client-Verify", "SUCCESS"),
            new("X-Client-Cert", Uri.EscapeDataString(_context.Stack.Pki.Orders.ExportCertificatePem())),
            .. Ask.Bearer(token),
        ];
    }

    private async Task<Answer> BookAsync(KeyValuePair<string, string>[] headers)
    {
        using HttpRequestMessage request = new(HttpMethod.Post, Path) { Content = JsonContent.Create(new { id = Guid.CreateVersion7(), account = "acct-1", cents = 100 }) };
        return await Ask.SendAsync(_app, request, headers, Cancel);
    }
}
