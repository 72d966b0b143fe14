using System.Text.RegularExpressions;
using MeshFunctions.Hosting;

namespace MeshFunctions.Tests.Readme;

public sealed partial class ReadmeTests
{
    private static readonly string Readme = RepositoryFile.Read("README.md");

    [Fact]
    public void Every_code_block_is_compiled_as_part_of_the_quick_start_sample()
    {
        var compiled = Flat(RepositoryFile.Read("samples/QuickStart/Program.cs") + RepositoryFile.Read("samples/QuickStart/Hello.cs"));
        var blocks = CodeBlock().Matches(Readme).Select(match => match.Groups["code"].Value).ToArray();

        blocks.Length.ShouldBeGreaterThanOrEqualTo(2);
        foreach (var block in blocks)
        {
            compiled.ShouldContain(Flat(block), Case.Sensitive, block);
        }
    }

    [Fact]
    public void The_configuration_table_holds_exactly_the_keys_that_are_known()
    {
        var table = Readme[Readme.IndexOf("## Configuration", StringComparison.Ordinal)..Readme.IndexOf("## Which proof", StringComparison.Ordinal)];
        var documented = TableKeys().Matches(table)
            .SelectMany(row => Quoted().Matches(row.Groups["keys"].Value))
            .Select(key => key.Groups["key"].Value);

        documented.ShouldBe(ConfigurationKeys.All.Select(key => key.Pattern), ignoreOrder: true);
    }

    [Fact]
    public void It_is_at_most_150_lines() => Readme.Split('\n').Length.ShouldBeLessThanOrEqualTo(151);

    private static string Flat(string code) => WhiteSpace().Replace(code, " ").Trim();

    [GeneratedRegex("```csharp\n(?<code>.*?)```", RegexOptions.Singleline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex CodeBlock();

    [GeneratedRegex(@"^\|(?<keys>[^|]*`[A-Z][^|]*)\|", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex TableKeys();

    [GeneratedRegex("`(?<key>[^`]+)`", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Quoted();

    [GeneratedRegex(@"\s+", RegexOptions.None, 1000)]
    private static partial Regex WhiteSpace();
}
