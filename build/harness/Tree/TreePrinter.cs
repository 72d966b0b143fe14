using System.Globalization;

namespace Harness.Tree;

/// <summary>Prints a trace as a tree, one span a line with its duration, status, peer and caller.</summary>
internal static class TreePrinter
{
    public static void Print(TraceTree tree, TextWriter output)
    {
        output.WriteLine($"trace {tree.TraceId}, {tree.Count} spans");
        foreach (SpanLine root in tree.Roots)
        {
            Print(tree, root, "", "", output);
        }
    }

    private static void Print(TraceTree tree, SpanLine span, string lead, string below, TextWriter output)
    {
        output.WriteLine($"{lead}{Describe(span)}");
        SpanLine[] children = [.. tree.Children(span)];
        for (int i = 0; i < children.Length; i++)
        {
            bool last = i == children.Length - 1;
            Print(tree, children[i], below + (last ? "└─ " : "├─ "), below + (last ? "   " : "│  "), output);
        }
    }

    private static string Describe(SpanLine span)
    {
        string text = string.Create(CultureInfo.InvariantCulture, $"{span.Tier}  {span.Name}  {span.Milliseconds:0.0} ms");
        text += span.Status is { } status ? $"  {status}" : "";
        text += span.Peer is null ? "" : $"  peer={span.Peer}";
        return text + (span.Caller is null ? "" : $"  caller={span.Caller}");
    }
}
