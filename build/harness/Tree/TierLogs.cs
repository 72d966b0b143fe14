namespace Harness.Tree;

/// <summary>The logs that the tiers write, each its own file <c>{tier}.log</c> in one folder.</summary>
internal sealed class TierLogs(string folder)
{
    /// <summary>The seven tiers of the mesh, in the order in which a request meets them.</summary>
    public static IReadOnlyList<string> Tiers { get; } =
        ["edge", "orders-sidecar", "orders", "inventory-sidecar", "inventory", "catalog-sidecar", "catalog"];

    /// <summary>The whole lines of one tier's log so far; a line that is still being written is left out.</summary>
    public IReadOnlyList<string> Lines(string tier)
    {
        string path = Path.Combine(folder, $"{tier}.log");
        if (!File.Exists(path))
        {
            return [];
        }

        using FileStream stream = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using StreamReader reader = new(stream);
        string text = reader.ReadToEnd();
        return text[..(text.LastIndexOf('\n') + 1)].Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    /// <summary>Every span of one tier so far.</summary>
    public IEnumerable<SpanLine> Spans(string tier)
    {
        foreach (string line in Lines(tier))
        {
            if (SpanLine.TryParse(line, out SpanLine? span))
            {
                yield return span;
            }
        }
    }

    /// <summary>Every span of every tier so far.</summary>
    public IReadOnlyList<SpanLine> Spans() => [.. Tiers.SelectMany(Spans)];
}
