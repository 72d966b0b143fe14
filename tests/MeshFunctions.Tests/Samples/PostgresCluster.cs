using Npgsql;

namespace MeshFunctions.Tests.Samples;

/// <summary>A throw-away PostgreSQL of its own, on a socket in its own folder: no port, nothing of the system's cluster; with the schema of a sample.</summary>
public abstract class PostgresCluster(string sample) : IAsyncLifetime
{
    private const string RunUser = "/usr/sbin/runuser";

    private readonly string _folder = Directory.CreateTempSubdirectory("mesh-pg-").FullName;

    // The newest version that is installed.
    private static string Programs { get; } = Path.Combine(
        Directory.EnumerateDirectories("/usr/lib/postgresql").MaxBy(folder => int.Parse(Path.GetFileName(folder), System.Globalization.CultureInfo.InvariantCulture))!, "bin");

    private static bool IsRoot => Environment.IsPrivilegedProcess;

    private string Log => Path.Combine(_folder, "log");

    private string DataFolder => Path.Combine(_folder, "data");

    /// <summary>The folder of its socket, for <c>Host</c>.</summary>
    public string Socket => _folder;

    /// <summary>Lines before the one of <c>pg_hba.conf</c> that lets everybody in.</summary>
    private protected virtual IReadOnlyList<string> Admission => [];

    public NpgsqlDataSource Connect() => NpgsqlDataSource.Create($"Host={_folder};Username=mesh;Database=postgres;Timeout=5;Command Timeout=5;Maximum Pool Size=8");

    /// <inheritdoc />
    public virtual async ValueTask InitializeAsync()
    {
        if (IsRoot)
        {
            // The server refuses to run as root.
            await MustRunAsync("/usr/bin/chown", "postgres", _folder);
        }

        await MustRunAsServerAsync(Path.Combine(Programs, "initdb"), "--pgdata", DataFolder, "--username=mesh", "--auth=trust", "--no-sync", "--encoding=UTF8", "--locale=C");
        var admission = Path.Combine(DataFolder, "pg_hba.conf");
        await File.WriteAllLinesAsync(admission, [.. Admission, .. await File.ReadAllLinesAsync(admission)]);
        await StartAsync();
        await using var dataSource = Connect();
        await using var schema = dataSource.CreateCommand(await File.ReadAllTextAsync(Path.Combine(Repository.Root, "samples", sample, "schema.sql")));
        await schema.ExecuteNonQueryAsync();
    }

    /// <summary>Starts the server, which must not run.</summary>
    public Task StartAsync() => MustRunAsServerAsync(
        Path.Combine(Programs, "pg_ctl"), "start", "--wait", "--timeout=60", "--pgdata", DataFolder, "--log", Log,
        "--options", $"-c listen_addresses= -c unix_socket_directories={_folder} -c fsync=off -c log_connections=on -c max_connections=100 -c shared_buffers=16MB");

    /// <summary>Stops the server at once.</summary>
    public Task StopAsync() => MustRunAsServerAsync(Path.Combine(Programs, "pg_ctl"), "stop", "--wait", "--mode=immediate", "--pgdata", DataFolder);

    /// <summary>How many lines of the server's log have a text.</summary>
    public async Task<int> LoggedAsync(string text) =>
        (await File.ReadAllLinesAsync(Log, TestContext.Current.CancellationToken)).Count(line => line.Contains(text, StringComparison.Ordinal));

    /// <inheritdoc />
    public virtual async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        if (File.Exists(Path.Combine(DataFolder, "postmaster.pid")))
        {
            await StopAsync();
        }

        Directory.Delete(_folder, recursive: true);
    }

    private static Task MustRunAsServerAsync(string program, params string[] arguments) =>
        IsRoot ? MustRunAsync(RunUser, ["-u", "postgres", "--", program, .. arguments]) : MustRunAsync(program, arguments);

    private static async Task MustRunAsync(string program, params string[] arguments)
    {
        var (exitCode, output) = await Tool.RunAsync(program, arguments);
        exitCode.ShouldBe(0, output);
    }
}
