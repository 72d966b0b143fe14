using System.Diagnostics;

namespace Harness.Stack;

/// <summary>A program that this one started, in a session of its own and writing to its own log, so that it can outlive this one.</summary>
internal sealed class ChildProcess : IDisposable
{
    // The shell becomes setsid, which becomes the program: one process id throughout, and no pipe back to us.
    private const string Launcher = "exec setsid \"$@\" </dev/null >>\"$0\" 2>&1";

    private readonly Process _process;
    private readonly ProcessIdentity _identity;
    private readonly string _log;

    private ChildProcess(string name, Process process, ProcessIdentity identity, string log)
    {
        Name = name;
        _process = process;
        _identity = identity;
        _log = log;
    }

    public string Name { get; }

    public ProcessIdentity Identity => _identity;

    /// <summary>Starts a program with exactly the environment given, besides where programs and the home folder are.</summary>
    public static ChildProcess Start(
        string name,
        IEnumerable<string> command,
        string folder,
        IEnumerable<KeyValuePair<string, string>> environment,
        string log,
        ProcessLedger ledger)
    {
        ProcessStartInfo start = new("/bin/sh", ["-c", Launcher, log, .. command]) { WorkingDirectory = folder, UseShellExecute = false };
        foreach (string unwanted in start.Environment.Keys.Where(key => !IsInherited(key)).ToList())
        {
            start.Environment.Remove(unwanted);
        }

        foreach ((string key, string value) in environment)
        {
            start.Environment[key] = value;
        }

        Process process = Process.Start(start) ?? throw new InvalidOperationException($"{name} could not be started");
        ProcessIdentity identity = ProcessIdentity.Of(process.Id) ?? new ProcessIdentity(process.Id, ulong.MaxValue);
        ledger.Add(identity, name);
        return new ChildProcess(name, process, identity, log);
    }

    /// <exception cref="InvalidOperationException">It has ended by itself; the message ends with the last lines of its log.</exception>
    public void ThrowIfEnded()
    {
        if (!_identity.IsRunning)
        {
            throw new InvalidOperationException($"{Name} has ended; its log {_log} ends with\n{string.Join('\n', File.ReadLines(_log).TakeLast(15))}");
        }
    }

    public void Dispose() => _process.Dispose();

    private static bool IsInherited(string key) => key is "PATH" or "HOME" or "TMPDIR" or "DOTNET_ROOT" or "DOTNET_ROOT_X64" or "DOTNET_ROOT_ARM64";
}
