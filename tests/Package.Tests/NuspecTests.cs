using System.Xml.Linq;

namespace Package.Tests;

public sealed class NuspecTests(PackedLibrary package) : IClassFixture<PackedLibrary>
{
    [Fact]
    public void Dependencies_are_the_five_genuine_packages()
    {
        XElement group = package.All("dependencies").Single().Elements().ShouldHaveSingleItem();

        group.Attribute("targetFramework")!.Value.ShouldBe("net10.0");
        group.Elements().Select(dependency => dependency.Attribute("id")!.Value).Order(StringComparer.Ordinal).ShouldBe(
        [
            "Azure.Identity",
            "Azure.Security.KeyVault.Secrets",
            "Microsoft.Azure.Functions.Worker",
            "Microsoft.Azure.Functions.Worker.Core",
            "OpenTelemetry",
        ]);
    }

    [Theory]
    [InlineData("Microsoft.Azure.Functions.Worker", "1.19.0")]
    [InlineData("Microsoft.Azure.Functions.Worker.Core", "1.15.0")]
    public void Worker_dependencies_ask_for_the_genuine_versions(string id, string version) => package.All("dependency")
        .Single(dependency => string.Equals(dependency.Attribute("id")!.Value, id, StringComparison.Ordinal))
        .Attribute("version")!.Value.ShouldBe(version);

    [Fact]
    public void Framework_reference_is_the_shared_framework_of_AspNetCore() =>
        package.All("frameworkReference").ShouldHaveSingleItem().Attribute("name")!.Value.ShouldBe("Microsoft.AspNetCore.App");

    [Fact]
    public void Metadata_tell_what_the_package_is()
    {
        package.Text("id").ShouldBe("MeshFunctions");
        package.Version.ShouldContain("-local.");
        package.Text("license").ShouldBe("MIT");
        package.Text("icon").ShouldBe("icon.png");
        package.Text("readme").ShouldBe("README.md");
        package.Text("description").Length.ShouldBeGreaterThan(50);
        package.Text("tags").Split(' ').ShouldContain("azure-functions", StringComparer.Ordinal);
    }
}
