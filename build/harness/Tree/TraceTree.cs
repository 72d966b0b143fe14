namespace Harness.Tree;

/// <summary>The spans of one trace, joined by parent into a tree.</summary>
internal sealed class TraceTree
{
    private readonly ILookup<string, SpanLine> _children;

    private TraceTree(string traceId, IReadOnlyList<SpanLine> spans)
    {
        TraceId = traceId;
        Spans = spans;
        HashSet<string> known = [.. spans.Select(span => span.SpanId)];
        _children = spans.Where(span => span.ParentId is not null).ToLookup(span => span.ParentId!, StringComparer.Ordinal);
        Roots = [.. spans.Where(span => span.ParentId is null)];
        Orphans = [.. spans.Where(span => span.ParentId is not null && !known.Contains(span.ParentId))];
    }

    public string TraceId { get; }

    public IReadOnlyList<SpanLine> Spans { get; }

    /// <summary>Spans that name no parent; a sound trace has one.</summary>
    public IReadOnlyList<SpanLine> Roots { get; }

    /// <summary>Spans whose parent no tier has written; a sound trace has none.</summary>
    public IReadOnlyList<SpanLine> Orphans { get; }

    public int Count => Spans.Count;

    public static TraceTree Join(string traceId, IEnumerable<SpanLine> spans) =>
        new(traceId, [.. spans.Where(span => string.Equals(span.TraceId, traceId, StringComparison.Ordinal))]);

    public IEnumerable<SpanLine> Children(SpanLine span) => _children[span.SpanId];

    /// <summary>What keeps this from being one whole tree over all of <paramref name="tiers"/>, each in a sentence.</summary>
    public IEnumerable<string> Defects(IEnumerable<string> tiers)
    {
        foreach (string tier in tiers.Except(Spans.Select(span => span.Tier), StringComparer.Ordinal))
        {
            yield return $"the log of {tier} has no span of the trace {TraceId}";
        }

        if (Roots.Count != 1)
        {
            yield return $"{Roots.Count} roots ({string.Join(", ", Roots.Select(Describe))}) where there is one";
        }

        foreach (SpanLine orphan in Orphans)
        {
            yield return $"the parent {orphan.ParentId} of {Describe(orphan)} is no tier's span";
        }

        foreach (IGrouping<string, SpanLine> twins in Spans.GroupBy(span => span.SpanId, StringComparer.Ordinal).Where(group => group.Count() > 1))
        {
            yield return $"{string.Join(" and ", twins.Select(Describe))} have one span id";
        }

        int reached = Roots.Sum(Reach);
        if (Roots.Count == 1 && Orphans.Count == 0 && reached != Count)
        {
            yield return $"only {reached} of {Count} spans hang on the root";
        }
    }

    private static string Describe(SpanLine span) => $"{span.Tier}/{span.Name}/{span.SpanId}";

    private int Reach(SpanLine root)
    {
        HashSet<SpanLine> seen = [];
        Stack<SpanLine> open = new([root]);
        while (open.TryPop(out SpanLine? span))
        {
            if (seen.Add(span))
            {
                foreach (SpanLine child in Children(span))
                {
                    open.Push(child);
                }
            }
        }

        return seen.Count;
    }
}
