using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using Architecture.Tests.Levels.Upper;

namespace Architecture.Tests.Levels;

public sealed class LevelTests
{
    [Fact]
    public void Folders_use_only_what_the_levels_allow()
    {
        var uses = TypeUses.Read(Library.Path);
        uses.ShouldNotBeEmpty();
        LevelTable.Violations(uses).Order(StringComparer.Ordinal).ShouldBeEmpty();
    }

    [Fact]
    public void Every_type_has_a_folder() =>
        Library.Assembly.GetTypes()
            .Where(static type => !type.IsNested)
            .Select(static type => $"{type.Namespace}.{type.Name}")
            .Where(static type => !LevelTable.IsGenerated(type) && LevelTable.FolderOf(type) is null)
            .ShouldBeEmpty();

    [Fact]
    public void Aws_package_uses_of_Hosting_only_what_leaves_its_section_to_it()
    {
        using var file = new PEReader(File.OpenRead(Library.Aws.Location));
        var reader = file.GetMetadataReader();
        var used = reader.TypeReferences.Select(reader.GetTypeReference)
            .Where(type => type.ResolutionScope.Kind == HandleKind.AssemblyReference
                && reader.StringComparer.Equals(reader.GetAssemblyReference((AssemblyReferenceHandle)type.ResolutionScope).Name, "MeshFunctions"))
            .Select(type => $"{reader.GetString(type.Namespace)}.{reader.GetString(type.Name)}")
            .ToList();
        used.Where(static type => LevelTable.FolderOf(type) is not ("Credentials" or "Authorization" or "Identity" or "Diagnostics"))
            .ShouldBe(["MeshFunctions.Hosting.AddedSection"]);
    }

    [Fact]
    public void Use_inside_a_body_a_lambda_or_a_generic_argument_is_found()
    {
        var uses = TypeUses.Read(typeof(LevelTests).Assembly.Location);
        uses.ShouldContain(new TypeUse("Architecture.Tests.Levels.Lower.InBody", typeof(UsedInBody).FullName!));
        uses.ShouldContain(new TypeUse("Architecture.Tests.Levels.Lower.InLambda", typeof(UsedInLambda).FullName!));
        uses.ShouldContain(new TypeUse("Architecture.Tests.Levels.Lower.InArgument", typeof(UsedInArgument).FullName!));
    }

    [Theory]
    [InlineData("MeshFunctions.Headers.A", "MeshFunctions.Trust.B", 1)]
    [InlineData("MeshFunctions.Trust.B", "MeshFunctions.Headers.A", 0)]
    [InlineData("MeshFunctions.Headers.A", "MeshFunctions.Credentials.B", 1)]
    [InlineData("MeshFunctions.Diagnostics.A", "MeshFunctions.Headers.B", 1)]
    [InlineData("MeshFunctions.Outbound.A", "MeshFunctions.Trust.B", 1)]
    [InlineData("MeshFunctions.Outbound.A", "MeshFunctions.Hosting.B", 1)]
    [InlineData("MeshFunctions.Helpers.A", "MeshFunctions.Helpers.B", 1)]
    [InlineData("MeshFunctions.Hosting.A", "MeshFunctions.Outbound.B", 0)]
    public void Table_judges_an_edge(string from, string to, int violations) =>
        LevelTable.Violations([new TypeUse(from, to)]).Count().ShouldBe(violations);
}
