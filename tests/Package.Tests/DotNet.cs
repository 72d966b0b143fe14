using System.Diagnostics;

namespace Package.Tests;

/// <summary>Runs the dotnet command without leaving a build server behind.</summary>
internal static class DotNet
{
    public static ProcessStartInfo Command(string folder, params string[] arguments) => new("dotnet", arguments)
    {
        WorkingDirectory = folder,
        RedirectStandardOutput = true,
        RedirectStandardError = true,
        UseShellExecute = false,
        Environment =
        {
            ["MSBUILDDISABLENODEREUSE"] = "1",
            ["DOTNET_CLI_USE_MSBUILD_SERVER"] = "0",
            ["UseSharedCompilation"] = "false",
        },
    };

    /// <summary>Runs to the end; the exit code, and what was written.</summary>
    public static async Task<(int ExitCode, string Output)> RunAsync(ProcessStartInfo command, CancellationToken cancellationToken)
    {
        using Process process = new() { StartInfo = command };
        ProcessOutput output = ProcessOutput.Start(process);
        try
        {
            await process.WaitForExitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }

        return (process.ExitCode, output.ToString());
    }
}
