using System.Reflection;

namespace Harness.Stack;

/// <summary>Where the repository lies and what was built in it, for the configuration that this program itself was built in.</summary>
internal sealed class RepositoryLayout
{
    private RepositoryLayout(string root) => Root = root;

    public string Root { get; }

    public string MeshDescription => Path.Combine(Root, "samples", "nginx", "mesh.json");

    public string Renderer => Path.Combine(Root, "samples", "nginx", "render.py");

    public string Catalog => Path.Combine(Root, "samples", "Catalog");

    public string Cloud => Built(Path.Combine("build", "cloud"), "LocalCloud");

    public string Orders => Built(Path.Combine("samples", "Orders"), "Orders");

    public string Inventory => Built(Path.Combine("samples", "Inventory"), "Inventory");

    public string Account => Built(Path.Combine("samples", "Account"), "Account");

    public string Ledger => Built(Path.Combine("samples", "Ledger"), "Ledger");

    public string Gatekeeper => Built(Path.Combine("samples", "Gatekeeper"), "Gatekeeper");

    public string Harness => Built(Path.Combine("build", "harness"), "Harness");

    /// <exception cref="DirectoryNotFoundException">This program does not run from within the repository.</exception>
    public static RepositoryLayout Find()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "MeshFunctions.sln")))
            {
                return new RepositoryLayout(folder.FullName);
            }
        }

        throw new DirectoryNotFoundException($"No MeshFunctions.sln above {AppContext.BaseDirectory}");
    }

    private static string Configuration =>
        typeof(RepositoryLayout).Assembly.GetCustomAttribute<AssemblyConfigurationAttribute>()?.Configuration ?? "Release";

    private string Built(string project, string name) => Path.Combine(Root, project, "bin", Configuration, "net10.0", $"{name}.dll");
}
