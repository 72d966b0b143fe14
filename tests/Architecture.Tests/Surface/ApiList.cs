namespace Architecture.Tests.Surface;

/// <summary>A list under <c>WorkerApi</c>: types with their lines.</summary>
internal sealed class ApiList
{
    private readonly Dictionary<string, List<string>> _types = new(StringComparer.Ordinal);

    private ApiList(IEnumerable<string> lines)
    {
        var space = "";
        List<string>? members = null;
        foreach (var line in lines.Where(static line => line.Length > 0))
        {
            if (line.StartsWith("## ", StringComparison.Ordinal))
            {
                space = line[3..];
            }
            else if (line.StartsWith(' '))
            {
                members!.Add(line.Trim());
            }
            else
            {
                members = [line];
                _types.Add($"{space}.{NameOf(line)}", members);
            }
        }
    }

    public IEnumerable<string> Types => _types.Keys;

    public static ApiList Read(params string[] files) =>
        new(files.SelectMany(static file => File.ReadLines(Repository.PathOf("tests", "Architecture.Tests", "WorkerApi", file))));

    public static ApiList Parse(IEnumerable<string> lines) => new(lines);

    /// <summary>The type's header and members; empty where the list lacks the type.</summary>
    public IReadOnlyList<string> Lines(string type) => _types.GetValueOrDefault(type) ?? [];

    // Types that differ by their number of type parameters differ by the text of their name.
    private static string NameOf(string header)
    {
        var name = header.Split(" : ", StringSplitOptions.None)[0];
        if (name.StartsWith("delegate ", StringComparison.Ordinal))
        {
            name = name[..name.IndexOf('(', StringComparison.Ordinal)];
        }

        return name[(name.LastIndexOf(' ') + 1)..];
    }
}
