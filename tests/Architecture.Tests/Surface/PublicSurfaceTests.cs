using System.Reflection;

namespace Architecture.Tests.Surface;

public sealed class PublicSurfaceTests
{
    /// <summary>A change of the surface is a decision: run with MESHFUNCTIONS_ACCEPT=1 and review the difference.</summary>
    [Theory]
    [InlineData("MeshFunctions", "PublicSurface.txt")]
    [InlineData("MeshFunctions.Aws", "PublicSurface.Aws.txt")]
    public async Task Public_surface_is_the_one_that_was_agreed(string assembly, string list)
    {
        var file = Repository.PathOf("tests", "Architecture.Tests", list);
        var actual = SurfaceText.Of(Assembly.Load(assembly)).ToList();
        if (Environment.GetEnvironmentVariable("MESHFUNCTIONS_ACCEPT") is "1")
        {
            await File.WriteAllLinesAsync(file, actual, TestContext.Current.CancellationToken);
        }

        var expected = await File.ReadAllLinesAsync(file, TestContext.Current.CancellationToken);
        actual.Except(expected, StringComparer.Ordinal).ShouldBeEmpty("new, not yet accepted");
        actual.ShouldBe(expected);
    }

    [Theory]
    [InlineData("MeshFunctions")]
    [InlineData("MeshFunctions.Aws")]
    public async Task Every_public_type_is_documented(string assembly)
    {
        var documentation = await File.ReadAllTextAsync(
            Path.Combine(AppContext.BaseDirectory, $"{assembly}.xml"), TestContext.Current.CancellationToken);
        Assembly.Load(assembly).GetExportedTypes()
            .Select(static type => type.FullName!.Replace('+', '.'))
            .Where(name => !documentation.Contains($"\"T:{name}\"", StringComparison.Ordinal))
            .ShouldBeEmpty();
    }
}
