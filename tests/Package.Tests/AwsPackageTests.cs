using System.Text;
using System.Xml.Linq;

namespace Package.Tests;

public sealed class AwsPackageTests(PackedAws package, PackedLibrary library) : IClassFixture<PackedAws>, IClassFixture<PackedLibrary>
{
    [Fact]
    public void Files_are_the_library_and_what_describes_it() => package.Files.ShouldBe(
        ["MeshFunctions.Aws.nuspec", "aws.md", "icon.png", "lib/net10.0/MeshFunctions.Aws.dll", "lib/net10.0/MeshFunctions.Aws.xml"]);

    [Fact]
    public void Library_is_asked_for_in_the_very_version_whose_internals_are_used()
    {
        Version("MeshFunctions").ShouldBe($"[{library.Version}]");
        package.Version.ShouldBe(library.Version);
        Version("AWSSDK.SecurityToken").ShouldBe("4.0.101.8");
    }

    [Fact]
    public void Metadata_tell_what_the_package_is()
    {
        package.Text("id").ShouldBe("MeshFunctions.Aws");
        package.Text("license").ShouldBe("MIT");
        package.Text("readme").ShouldBe("aws.md");
        package.Text("description").Length.ShouldBeGreaterThan(50);
        Encoding.UTF8.GetString(package.Read("aws.md")).ShouldContain("AddMeshAwsCredentials");
    }

    private string Version(string id)
    {
        XElement dependency = package.All("dependency").Single(candidate => string.Equals(candidate.Attribute("id")!.Value, id, StringComparison.Ordinal));
        return dependency.Attribute("version")!.Value;
    }
}
