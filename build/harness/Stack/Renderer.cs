using System.Diagnostics;

namespace Harness.Stack;

/// <summary>Renders the Nginx configuration with the samples' own script.</summary>
internal static class Renderer
{
    public static async Task RunAsync(RepositoryLayout layout, string mesh, string runtime, string output, CancellationToken cancellationToken)
    {
        PrivateFile.CreateFolder(output);
        string[] arguments = [layout.Renderer, "--mesh", mesh, "--runtime", runtime, "--out", output];
        using Process process = Process.Start(new ProcessStartInfo("/usr/bin/python3", arguments) { RedirectStandardError = true, UseShellExecute = false })
            ?? throw new InvalidOperationException("python3 could not be started");
        string errors = await process.StandardError.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"render.py ended with {process.ExitCode}: {errors}");
        }
    }
}
