using System.Diagnostics;
using System.Text;

namespace Package.Tests;

/// <summary>What a process writes, from both of its streams.</summary>
internal sealed class ProcessOutput
{
    private readonly Lock _lock = new();
    private readonly StringBuilder _text = new();

    /// <summary>Starts the process and collects from then on.</summary>
    public static ProcessOutput Start(Process process)
    {
        ProcessOutput output = new();
        process.OutputDataReceived += output.Append;
        process.ErrorDataReceived += output.Append;
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return output;
    }

    public override string ToString()
    {
        lock (_lock)
        {
            return _text.ToString();
        }
    }

    private void Append(object sender, DataReceivedEventArgs line)
    {
        lock (_lock)
        {
            _text.AppendLine(line.Data);
        }
    }
}
