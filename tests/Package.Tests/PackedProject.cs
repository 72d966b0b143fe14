using System.IO.Compression;
using System.Xml.Linq;

namespace Package.Tests;

/// <summary>The newest package of a name in build/packages.</summary>
public abstract class PackedProject : IDisposable
{
    private readonly ZipArchive _package;

    protected PackedProject(string id)
    {
        FileInfo newest = new DirectoryInfo(Path.Combine(Repository.Root, "build", "packages"))
            .EnumerateFiles($"{id}.*.nupkg")
            .Where(file => char.IsAsciiDigit(file.Name[id.Length + 1]))
            .MaxBy(file => file.LastWriteTimeUtc)
            ?? throw new FileNotFoundException($"No {id}.*.nupkg in build/packages: run ./build/pack first");
        PackagePath = newest.FullName;
        _package = ZipFile.OpenRead(PackagePath);
        using Stream nuspec = Open($"{id}.nuspec");
        Metadata = XDocument.Load(nuspec).Root!.Elements().Single(element => element.Name.LocalName is "metadata");
    }

    public string PackagePath { get; }

    /// <summary>The nuspec's element <c>metadata</c>.</summary>
    public XElement Metadata { get; }

    public string Version => Text("version");

    /// <summary>The content of one child of <see cref="Metadata"/>.</summary>
    public string Text(string element) => All(element).Single().Value;

    public IEnumerable<XElement> All(string element) =>
        Metadata.Descendants().Where(node => string.Equals(node.Name.LocalName, element, StringComparison.Ordinal));

    /// <summary>Paths in the package, without those that the format itself needs.</summary>
    public IReadOnlyList<string> Files =>
    [
        .. _package.Entries.Select(entry => entry.FullName)
            .Where(name => name is not "[Content_Types].xml" && !name.StartsWith("_rels/", StringComparison.Ordinal) && !name.StartsWith("package/", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal),
    ];

    public byte[] Read(string path)
    {
        using Stream stream = Open(path);
        using MemoryStream copy = new();
        stream.CopyTo(copy);
        return copy.ToArray();
    }

    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
        if (disposing)
        {
            _package.Dispose();
        }
    }

    private Stream Open(string path) => (_package.GetEntry(path) ?? throw new FileNotFoundException($"The package has no {path}")).Open();
}
