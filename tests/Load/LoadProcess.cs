using System.Net;
using Harness.Stack;

namespace Load;

/// <summary>The app, with or without the library, as a process of its own.</summary>
internal static class LoadProcess
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(1);

    public static ChildProcess Start(string name, bool mesh, int port, IEnumerable<KeyValuePair<string, string>> settings, string folder, ProcessLedger ledger)
    {
        // Built beside this program, for the same configuration.
        var program = typeof(LoadProcess).Assembly.Location.Replace(
            $"{Path.DirectorySeparatorChar}Load{Path.DirectorySeparatorChar}", $"{Path.DirectorySeparatorChar}LoadApp{Path.DirectorySeparatorChar}", StringComparison.Ordinal);
        program = Path.Combine(Path.GetDirectoryName(program)!, "LoadApp.dll");
        string[] command = mesh ? ["dotnet", program, "--mesh"] : ["dotnet", program];
        var address = MeshAddress.Http(port).GetLeftPart(UriPartial.Authority);
        return ChildProcess.Start(
            name, command, Path.GetDirectoryName(program)!, [new("ASPNETCORE_URLS", address), .. settings], Path.Combine(folder, $"{name}.log"), ledger);
    }

    /// <summary>Asks as often as it can until the function itself has answered.</summary>
    public static async Task AnsweredAsync(HttpClient client, string path, ChildProcess process)
    {
        while (true)
        {
            process.ThrowIfEnded();
            try
            {
                using var response = await client.GetAsync(new Uri(path, UriKind.Relative));
                if (response.StatusCode == HttpStatusCode.OK)
                {
                    return;
                }
            }
            catch (HttpRequestException)
            {
                // Not listening yet.
            }

            await Task.Delay(Pause, TimeProvider.System);
        }
    }
}
