using Harness.Tree;

namespace EndToEnd.Tests.Tree;

public sealed class TreePrinterTests
{
    [Fact]
    public void Print_draws_branches_with_duration_status_peer_and_caller()
    {
        TraceTree tree = TraceTree.Join(SpanLines.TraceId, [
            SpanLines.Span("edge", "1", null),
            SpanLines.Span("orders", "2", "1") with { Peer = "spiffe://mesh.local/edge", Caller = "wanda" },
            SpanLines.Span("inventory", "3", "2") with { Status = null },
            SpanLines.Span("catalog", "4", "1"),
        ]);
        using StringWriter output = new() { NewLine = "\n" };

        TreePrinter.Print(tree, output);

        output.ToString().ShouldBe(
            $"""
            trace {SpanLines.TraceId}, 4 spans
            edge  GET edge  1.5 ms  200
            ├─ orders  GET orders  1.5 ms  200  peer=spiffe://mesh.local/edge  caller=wanda
            │  └─ inventory  GET inventory  1.5 ms
            └─ catalog  GET catalog  1.5 ms  200

            """);
    }
}
