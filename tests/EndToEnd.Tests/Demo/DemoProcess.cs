using System.Diagnostics;
using System.Text;
using Harness.Stack;

namespace EndToEnd.Tests.Demo;

/// <summary>The demo as ./build/demo starts it, in a process and under a prefix of its own.</summary>
internal sealed class DemoProcess : IDisposable
{
    private readonly Lock _lock = new();
    private readonly StringBuilder _output = new();
    private readonly Process _process;
    private readonly HashSet<ProcessIdentity> _seen = [];

    public DemoProcess(string prefix, params string[] options)
    {
        Prefix = prefix;

        // A shell starts its background jobs deaf to SIGINT, and that is inherited.
        _process = new Process
        {
            StartInfo = new ProcessStartInfo("env", ["--default-signal=INT", "dotnet", RepositoryLayout.Find().Harness, "--prefix", prefix, .. options])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                UseShellExecute = false,
            },
        };
        _process.OutputDataReceived += Append;
        _process.ErrorDataReceived += Append;
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    public string Prefix { get; }

    public string Output
    {
        get
        {
            lock (_lock)
            {
                return _output.ToString();
            }
        }
    }

    /// <summary>Every process that it was seen to have started so far, with their workers.</summary>
    public IReadOnlyCollection<ProcessIdentity> Seen
    {
        get
        {
            foreach (ProcessIdentity member in MeshStack.Ledger(Prefix).Processes.SelectMany(leader => leader.Session()))
            {
                _seen.Add(member);
            }

            return _seen;
        }
    }

    public async Task UntilAsync(Func<bool> condition)
    {
        while (!condition())
        {
            _process.HasExited.ShouldBeFalse(Output);
            await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System, TestContext.Current.CancellationToken);
        }
    }

    public void Send(int signal) => Signals.Send(ProcessIdentity.Of(_process.Id)!.Value, signal);

    public async Task<int> ExitCodeAsync()
    {
        await _process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return _process.ExitCode;
    }

    public void Dispose()
    {
        MeshStack.Ledger(Prefix).Kill();
        if (!_process.HasExited)
        {
            _process.Kill();
            _process.WaitForExit();
        }

        _process.Dispose();
    }

    private void Append(object sender, DataReceivedEventArgs line)
    {
        lock (_lock)
        {
            _output.AppendLine(line.Data);
        }
    }
}
