using System.Collections.Immutable;
using System.IO.Compression;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Text;
using System.Xml.Linq;

namespace Package.Tests;

public sealed class ContentTests(PackedLibrary package) : IClassFixture<PackedLibrary>
{
    private const string Assembly = "lib/net10.0/MeshFunctions.dll";
    private const string Symbols = "lib/net10.0/MeshFunctions.pdb";

    private static readonly ImmutableArray<string> Ahead = ["runtimes/linux-x64/lib/net10.0/MeshFunctions.dll", "runtimes/win-x64/lib/net10.0/MeshFunctions.dll"];

    [Fact]
    public void Files_are_the_library_and_what_describes_it_and_no_stand_in() =>
        package.Files.ShouldBe(["MeshFunctions.nuspec", "README.md", "icon.png", Assembly, "lib/net10.0/MeshFunctions.xml", .. Ahead]);

    [Fact]
    public void Assemblies_compiled_ahead_are_the_same_one_with_machine_code_beside_it()
    {
        using PEReader plain = new([.. package.Read(Assembly)]);
        plain.PEHeaders.CorHeader!.ManagedNativeHeaderDirectory.Size.ShouldBe(0);
        foreach (string path in Ahead)
        {
            using PEReader ahead = new([.. package.Read(path)]);
            ahead.PEHeaders.CorHeader!.ManagedNativeHeaderDirectory.Size.ShouldBePositive(path);
            Mvid(ahead).ShouldBe(Mvid(plain), path);
        }
    }

    [Fact]
    public void Assembly_references_the_genuine_worker_by_its_strong_name()
    {
        using PEReader reader = new([.. package.Read(Assembly)]);
        MetadataReader metadata = reader.GetMetadataReader();

        AssemblyReference[] references = [.. metadata.AssemblyReferences.Select(metadata.GetAssemblyReference)];
        AssemblyReference core = references.Single(reference => metadata.StringComparer.Equals(reference.Name, "Microsoft.Azure.Functions.Worker.Core"));

        core.Version.ShouldBe(new Version(1, 15, 0, 0));
        Convert.ToHexString(metadata.GetBlobBytes(core.PublicKeyOrToken)).ShouldBe("551316B6919F366C");
        references.ShouldNotContain(reference => metadata.StringComparer.Equals(reference.Name, "Microsoft.Azure.Functions.Worker.Grpc"));
    }

    [Fact]
    public void Documentation_covers_the_public_types()
    {
        using MemoryStream xml = new(package.Read("lib/net10.0/MeshFunctions.xml"));
        string[] documented = [.. XDocument.Load(xml).Descendants("member").Select(member => member.Attribute("name")!.Value)];
        using PEReader reader = new([.. package.Read(Assembly)]);
        MetadataReader metadata = reader.GetMetadataReader();

        string[] types =
        [
            .. metadata.TypeDefinitions.Select(metadata.GetTypeDefinition)
                .Where(type => (type.Attributes & System.Reflection.TypeAttributes.VisibilityMask) == System.Reflection.TypeAttributes.Public)
                .Select(type => $"T:{metadata.GetString(type.Namespace)}.{metadata.GetString(type.Name)}"),
        ];

        types.ShouldNotBeEmpty();
        types.Except(documented, StringComparer.Ordinal).ShouldBeEmpty();
    }

    [Fact]
    public void Icon_is_a_PNG_and_README_names_the_library()
    {
        package.Read("icon.png").AsSpan(0, 8).ToArray().ShouldBe([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]);
        Encoding.UTF8.GetString(package.Read("README.md")).ShouldContain("MeshFunctions");
    }

    [Fact]
    public void Symbols_fit_the_assembly_and_name_no_folder_of_this_machine()
    {
        using PEReader assembly = new([.. package.Read(Assembly)]);
        DebugDirectoryEntry entry = assembly.ReadDebugDirectory().Single(candidate => candidate.Type == DebugDirectoryEntryType.CodeView);
        using ZipArchive symbols = ZipFile.OpenRead(Path.ChangeExtension(package.PackagePath, "snupkg"));
        using Stream stream = symbols.GetEntry(Symbols)!.Open();
        using MemoryStream copy = new();
        stream.CopyTo(copy);
        copy.Position = 0;
        using MetadataReaderProvider provider = MetadataReaderProvider.FromPortablePdbStream(copy);
        MetadataReader pdb = provider.GetMetadataReader();

        new Guid(pdb.DebugMetadataHeader!.Id.AsSpan()[..16]).ShouldBe(assembly.ReadCodeViewDebugDirectoryData(entry).Guid);
        string[] documents = [.. pdb.Documents.Select(handle => pdb.GetString(pdb.GetDocument(handle).Name))];
        documents.ShouldNotBeEmpty();
        documents.ShouldAllBe(document => document.StartsWith("/_", StringComparison.Ordinal));
    }

    private static Guid Mvid(PEReader assembly)
    {
        MetadataReader metadata = assembly.GetMetadataReader();
        return metadata.GetGuid(metadata.GetModuleDefinition().Mvid);
    }
}
