using Harness.Tree;

namespace EndToEnd.Tests.Tree;

public sealed class TraceTreeTests
{
    private static readonly string[] Tiers = ["edge", "orders"];

    [Fact]
    public void Defects_of_a_whole_tree_are_none()
    {
        TraceTree tree = Join(SpanLines.Span("edge", "1", null), SpanLines.Span("orders", "2", "1"), SpanLines.Span("orders", "3", "2"));

        tree.Defects(Tiers).ShouldBeEmpty();
        tree.Roots.ShouldHaveSingleItem().SpanId.ShouldEndWith("1");
        tree.Children(tree.Roots[0]).ShouldHaveSingleItem().SpanId.ShouldEndWith("2");
    }

    [Fact]
    public void Join_leaves_other_traces_out() =>
        Join(SpanLines.Span("edge", "1", null), SpanLines.Span("edge", "2", null, new string('b', 32))).Count.ShouldBe(1);

    [Fact]
    public void Defects_name_a_tier_without_a_span() =>
        Join(SpanLines.Span("edge", "1", null)).Defects(Tiers).ShouldHaveSingleItem().ShouldContain("the log of orders");

    [Fact]
    public void Defects_name_two_roots() =>
        Join(SpanLines.Span("edge", "1", null), SpanLines.Span("orders", "2", null)).Defects(Tiers).ShouldHaveSingleItem().ShouldStartWith("2 roots");

    [Fact]
    public void Defects_name_a_parent_that_nobody_wrote() =>
        Join(SpanLines.Span("edge", "1", null), SpanLines.Span("orders", "2", "9")).Defects(Tiers).ShouldHaveSingleItem().ShouldContain("is no tier's span");

    [Fact]
    public void Defects_name_a_span_id_that_two_have() =>
        Join(SpanLines.Span("edge", "1", null), SpanLines.Span("orders", "2", "1"), SpanLines.Span("edge", "2", "1"))
            .Defects(Tiers).ShouldHaveSingleItem().ShouldEndWith("have one span id");

    [Fact]
    public void Defects_name_a_ring_beside_the_root() =>
        Join(SpanLines.Span("edge", "1", null), SpanLines.Span("orders", "2", "3"), SpanLines.Span("orders", "3", "2"))
            .Defects(Tiers).ShouldHaveSingleItem().ShouldBe("only 1 of 3 spans hang on the root");

    [Fact]
    public void Defects_of_an_unknown_trace_are_every_tier_and_the_root() => Join().Defects(Tiers).Count().ShouldBe(3);

    private static TraceTree Join(params SpanLine[] spans) => TraceTree.Join(SpanLines.TraceId, spans);
}
