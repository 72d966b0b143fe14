using System.Xml.Linq;

namespace Package.Tests;

/// <summary>
/// A copy of the Orders sample outside the repository, with a package folder of its own, that takes MeshFunctions from its package.
/// The parts of the worker that no feed carries are still the clone's projects, by build/FunctionsWorker.props.
/// </summary>
internal sealed class ConsumerFolder : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("meshfunctions-consumer-");

    public ConsumerFolder(string version)
    {
        string samples = Path.Combine(Repository.Root, "samples");
        Copy(Path.Combine(samples, "Orders"), Orders);
        Copy(Path.Combine(samples, "Diagnostics"), Path.Combine(Root, "samples", "Diagnostics"));
        File.Copy(Path.Combine(Repository.Root, ".editorconfig"), Path.Combine(Root, ".editorconfig"));
        File.Copy(Path.Combine(Repository.Root, "global.json"), Path.Combine(Root, "global.json"));
        Write("nuget.config", new XElement(
            "configuration",
            new XElement("packageSources", Add("packed", Path.Combine(Repository.Root, "build", "packages")))));
        Write("Directory.Build.props", new XElement(
            "Project",
            Import("samples/Directory.Build.props"),
            new XElement("PropertyGroup", new XElement("RestorePackagesPath", Packages))));
        Write("Directory.Build.targets", new XElement("Project", Import("Directory.Build.targets")));
        Write("Directory.Packages.props", new XElement(
            "Project",
            Import("Directory.Packages.props"),
            new XElement("ItemGroup", new XElement("PackageVersion", new XAttribute("Include", "MeshFunctions"), new XAttribute("Version", version)))));
        UsePackage(Project);
        UsePackage(Path.Combine(Root, "samples", "Diagnostics", "SampleDiagnostics.csproj"));
    }

    public string Root => _folder.FullName;

    public string Project => Path.Combine(Orders, "Orders.csproj");

    public string Packages => Path.Combine(Root, "packages");

    public string Output => Path.Combine(Orders, "bin", "Release", "net10.0");

    // At the same place as in the repository: .editorconfig has a section for the samples.
    private string Orders => Path.Combine(Root, "samples", "Orders");

    public void Dispose() => _folder.Delete(recursive: true);

    private static void Copy(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (string file in Directory.GetFiles(from))
        {
            File.Copy(file, Path.Combine(to, Path.GetFileName(file)));
        }

        foreach (string folder in Directory.GetDirectories(from).Where(folder => Path.GetFileName(folder) is not ("bin" or "obj")))
        {
            Copy(folder, Path.Combine(to, Path.GetFileName(folder)));
        }
    }

    private static XElement Import(string path) => new("Import", new XAttribute("Project", Path.Combine(Repository.Root, path)));

    private static XElement Add(string key, string value) => new("add", new XAttribute("key", key), new XAttribute("value", value));

    private static void UsePackage(string path)
    {
        XDocument project = XDocument.Load(path);
        XElement reference = project.Descendants("ProjectReference").Single(element => Includes(element, "MeshFunctions.csproj"));
        reference.ReplaceWith(new XElement("PackageReference", new XAttribute("Include", "MeshFunctions")));
        XAttribute worker = project.Descendants("Import").Attributes("Project").Single(attribute => attribute.Value.EndsWith("FunctionsWorker.props", StringComparison.Ordinal));
        worker.Value = Path.Combine(Repository.Root, "build", "FunctionsWorker.props");
        project.Save(path);
    }

    private static bool Includes(XElement element, string file) => element.Attribute("Include")!.Value.EndsWith($"/{file}", StringComparison.Ordinal);

    private void Write(string name, XElement content) => new XDocument(content).Save(Path.Combine(Root, name));
}
