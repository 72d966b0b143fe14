namespace Architecture.Tests.Surface;

public sealed class PublicSurfaceTests
{
    private static readonly string Expected = Repository.PathOf("tests", "Architecture.Tests", "PublicSurface.txt");

    /// <summary>A change of the surface is a decision: run with MESHFUNCTIONS_ACCEPT=1 and review the difference.</summary>
    [Fact]
    public async Task Public_surface_is_the_one_that_was_agreed()
    {
        var actual = SurfaceText.Of(Library.Assembly).ToList();
        if (Environment.GetEnvironmentVariable("MESHFUNCTIONS_ACCEPT") is "1")
        {
            await File.WriteAllLinesAsync(Expected, actual, TestContext.Current.CancellationToken);
        }

        var expected = await File.ReadAllLinesAsync(Expected, TestContext.Current.CancellationToken);
        actual.Except(expected, StringComparer.Ordinal).ShouldBeEmpty("new, not yet accepted");
        actual.ShouldBe(expected);
    }

    [Fact]
    public async Task Every_public_type_is_documented()
    {
        var documentation = await File.ReadAllTextAsync(
            Path.Combine(AppContext.BaseDirectory, "MeshFunctions.xml"), TestContext.Current.CancellationToken);
        Library.Assembly.GetExportedTypes()
            .Select(static type => type.FullName!.Replace('+', '.'))
            .Where(name => !documentation.Contains($"\"T:{name}\"", StringComparison.Ordinal))
            .ShouldBeEmpty();
    }
}
