using System.Diagnostics;
using System.Text.Json;

namespace Worker.Tests;

/// <summary>The switch <c>FunctionsWorker</c> of <c>build/FunctionsWorker.props</c>.</summary>
public sealed class SwitchTests
{
    private const string Prefix = "Microsoft.Azure.Functions.Worker";

    [Theory]
    [InlineData("src/MeshFunctions/MeshFunctions.csproj", new[] { Prefix, $"{Prefix}.Core" })]
    [InlineData("samples/Orders/Orders.csproj", new[] { Prefix, $"{Prefix}.Core", $"{Prefix}.Extensions.Http", $"{Prefix}.Sdk" })]
    public async Task Nuget_means_genuine_packages_and_no_stand_in(string project, string[] packages)
    {
        var (references, projects) = await EvaluateAsync(project, "nuget");
        references.Where(static id => id.StartsWith(Prefix, StringComparison.Ordinal)).ShouldBe(packages, ignoreOrder: true);
        projects.ShouldNotContain(static path => path.Contains("build/worker", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("src/MeshFunctions/MeshFunctions.csproj")]
    [InlineData("samples/Orders/Orders.csproj")]
    public async Task Local_means_the_stand_in(string project)
    {
        var (references, projects) = await EvaluateAsync(project, "local");
        references.ShouldNotContain(static id => id == $"{Prefix}.Core");
        projects.Count(static path => path.Contains("worker/Microsoft.Azure.Functions.Worker.", StringComparison.Ordinal)).ShouldBe(3);
    }

    private static async Task<(IReadOnlyList<string> Packages, IReadOnlyList<string> Projects)> EvaluateAsync(string project, string worker)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            WorkingDirectory = Root(),
            RedirectStandardOutput = true,
            UseShellExecute = false,
            ArgumentList =
            {
                "msbuild", project, $"-p:FunctionsWorker={worker}", "-getItem:PackageReference", "-getItem:ProjectReference", "-nodeReuse:false",
            },
        };
        using var process = Process.Start(start)!;
        var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        process.ExitCode.ShouldBe(0, output);
        using var document = JsonDocument.Parse(output);
        var items = document.RootElement.GetProperty("Items");
        return (Identities(items, "PackageReference"), Identities(items, "ProjectReference"));
    }

    private static List<string> Identities(JsonElement items, string kind) =>
        [.. items.GetProperty(kind).EnumerateArray().Select(static item => item.GetProperty("Identity").GetString()!.Replace('\\', '/'))];

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "MeshFunctions.sln")))
        {
            folder = folder.Parent;
        }

        return folder.FullName;
    }
}
