using System.Net.Http.Json;
using System.Text.Json;
using Harness.Stack;

namespace EndToEnd.Tests.Stack;

/// <summary>The function apps as a fresh clone has them: built, with their <c>local.settings.json</c>, and nothing else of the mesh.</summary>
public sealed class CloneTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("mesh-clone-");

    private string Ledger => Path.Combine(_folder.FullName, "processes");

    private string Log => Path.Combine(_folder.FullName, "log");

    [Theory]
    [InlineData("Orders", "/api/whoami")]
    [InlineData("Inventory", "/api/whoami")]
    [InlineData("Account", "/account/whoami")]
    public async Task App_starts_with_its_local_settings_alone_and_answers(string app, string path)
    {
        RepositoryLayout layout = RepositoryLayout.Find();
        string program = Copy(app switch { "Orders" => layout.Orders, "Inventory" => layout.Inventory, _ => layout.Account });
        Uri address = MeshAddress.Http(MeshPorts.Free().Orders);
        using ChildProcess process = ChildProcess.Start(
            app, ["dotnet", program], Path.GetDirectoryName(program)!, [new("ASPNETCORE_URLS", address.OriginalString)], Log, new ProcessLedger(Ledger));

        JsonElement answer = await FirstAnswerAsync(process, new Uri(address, path));

        answer.GetProperty("hop").GetProperty("proven").GetBoolean().ShouldBeFalse();
    }

    public void Dispose()
    {
        new ProcessLedger(Ledger).Kill();
        _folder.Delete(recursive: true);
    }

    private string Copy(string program)
    {
        string source = Path.GetDirectoryName(program)!;
        string target = Path.Combine(_folder.FullName, "app");
        foreach (string file in Directory.EnumerateFiles(source, "*", SearchOption.AllDirectories))
        {
            string copy = Path.Combine(target, Path.GetRelativePath(source, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }

        return Path.Combine(target, Path.GetFileName(program));
    }

    private static async Task<JsonElement> FirstAnswerAsync(ChildProcess process, Uri address)
    {
        using HttpClient client = new();
        while (true)
        {
            process.ThrowIfEnded();
            try
            {
                return await client.GetFromJsonAsync<JsonElement>(address, TestContext.Current.CancellationToken);
            }
            catch (HttpRequestException error) when (error.HttpRequestError == HttpRequestError.ConnectionError)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, TestContext.Current.CancellationToken);
            }
        }
    }
}
