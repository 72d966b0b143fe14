using System.Net;
using Harness.Requests;
using Harness.Stack;
using Harness.Tree;

namespace Harness.Checks;

/// <summary>1: the writer places an order, and seven logs hold one whole trace of it.</summary>
internal sealed class OneTrace : ICheck
{
    public string Title => "the writer places an order: 201, one trace through seven logs";

    public async Task RunAsync(CheckContext context, Findings findings, CancellationToken cancellationToken)
    {
        string token = await context.Cloud.WriterAsync(cancellationToken);
        Answer answer = await Ask.OrderAsync(context.Edge, token, cancellationToken);
        findings.Expect(answer.Status == HttpStatusCode.Created, $"the order was answered {(int)answer.Status}: {answer.Body}");
        if (findings.Faults.Count > 0)
        {
            return;
        }

        string request = answer.RequestId;
        string[] traces = [];
        TraceTree? tree = null;
        await context.LogsShowAsync(
            () =>
            {
                IReadOnlyList<SpanLine> spans = context.Logs.Spans();
                traces = [.. spans.Where(span => string.Equals(span.RequestId, request, StringComparison.Ordinal)).Select(span => span.TraceId).Distinct(StringComparer.Ordinal)];
                tree = traces.Length == 1 ? TraceTree.Join(traces[0], spans) : null;
                return tree?.Defects(TierLogs.Tiers).Any() == false;
            },
            cancellationToken);

        if (tree is null)
        {
            findings.Fault($"the request {request} is in {traces.Length} traces where it is in one");
            return;
        }

        foreach (string defect in tree.Defects(TierLogs.Tiers))
        {
            findings.Fault(defect);
        }

        findings.Expect(tree.Roots.All(root => root.Tier is "edge"), "the root is not the edge's span");
        findings.Expect(Marker.Shown(context.Logs, request), $"the function's own marker for {request} is not in its log");
        ExpectIdentities(tree, findings);
        findings.Note($"{tree.Count} spans, trace {tree.TraceId}");
        TreePrinter.Print(tree, context.Output);
    }

    private static void ExpectIdentities(TraceTree tree, Findings findings)
    {
        ExpectIdentities(tree.Spans.Where(span => span.Tier is "orders"), MeshNames.EdgeId, findings);
        ExpectIdentities(tree.Spans.Where(span => span.Tier is "inventory"), MeshNames.OrdersId, findings);
        ExpectIdentities(tree.Spans.Where(span => span.Tier is "catalog"), MeshNames.OrdersId, findings);
    }

    private static void ExpectIdentities(IEnumerable<SpanLine> spans, string peer, Findings findings) => findings.Expect(
        spans.Any(span => string.Equals(span.Peer, peer, StringComparison.Ordinal) && span.Caller is not null),
        $"no span of the tier whose peer is {peer} names it and a caller");
}
