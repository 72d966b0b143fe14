using System.Text.RegularExpressions;

namespace Architecture.Tests.Conventions;

public sealed partial class ShapeTests
{
    private static readonly string[] Banned = ["Helpers", "Utils", "Common", "Core", "Extensions", "Models", "Services", "Abstractions"];

    [Fact]
    public void Files_are_small()
    {
        var lines = Repository.Files("src", "*.cs").Select(static file => (File: file, Lines: LinesOf(file).Length)).OrderBy(static file => file.Lines).ToList();
        lines.Count.ShouldBeGreaterThan(20);
        lines[lines.Count / 2].Lines.ShouldBeLessThanOrEqualTo(45, "median");
        lines[(lines.Count - 1) * 9 / 10].Lines.ShouldBeLessThanOrEqualTo(150, "nine in ten");
        lines.Where(static file => file.Lines > 350).ShouldBeEmpty();
    }

    [Fact]
    public void One_type_a_file() =>
        Repository.Files("src", "*.cs").Where(static file => TypesIn(LinesOf(file)) > 1).ShouldBeEmpty();

    [Fact]
    public void Types_at_the_left_margin_are_counted() =>
        TypesIn(["internal sealed class A;", "public readonly record struct B(int C);", "    private sealed class Nested;", "internal delegate void D();"]).ShouldBe(3);

    [Fact]
    public void No_folder_has_a_name_that_says_nothing() =>
        Repository.Files("src", "*").Concat(Repository.Files("samples", "*")).Where(static file => HasBannedFolder(file)).ShouldBeEmpty();

    [Theory]
    [InlineData("src/MeshFunctions/Helpers/A.cs", true)]
    [InlineData("src/MeshFunctions/Headers/Helpers.cs", false)]
    public void Folder_name_is_judged(string path, bool banned) => HasBannedFolder(path ?? "").ShouldBe(banned);

    [Fact]
    public void Namespaces_are_folders() =>
        Repository.Files("src", "*.cs")
            .Where(static file => !LinesOf(file).Any(line =>
                string.Equals(line, $"namespace {Path.GetDirectoryName(file)!["src/".Length..].Replace('/', '.')};", StringComparison.Ordinal)
                || ForeignNamespace().IsMatch(line)))
            .ShouldBeEmpty();

    [Fact]
    public void Solution_holds_every_project()
    {
        var solution = File.ReadAllText(Repository.PathOf("MeshFunctions.sln")).Replace('\\', '/');
        Directory.EnumerateDirectories(Repository.Root)
            .Select(static folder => Path.GetFileName(folder))
            .Where(static folder => folder is "src" or "samples" or "tests" or "build")
            .SelectMany(static folder => Repository.Files(folder, "*.csproj"))
            .Where(project => !solution.Contains($"\"{project}\"", StringComparison.Ordinal))
            .ShouldBeEmpty();
    }

    private static string[] LinesOf(string file) => File.ReadAllLines(Repository.PathOf(file));

    private static int TypesIn(IEnumerable<string> lines) => lines.Count(static line => TypeDeclaration().IsMatch(line));

    private static bool HasBannedFolder(string path) =>
        path.Split('/').SkipLast(1).Any(static folder => Banned.Contains(folder, StringComparer.OrdinalIgnoreCase));

    [GeneratedRegex(@"^(public|internal|file)\b.*\b(class|struct|interface|enum|record|delegate)\b", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex TypeDeclaration();

    [GeneratedRegex(@"^namespace (Microsoft\.|OpenTelemetry\.)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex ForeignNamespace();
}
